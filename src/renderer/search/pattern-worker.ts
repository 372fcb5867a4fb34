import { occurrences } from '../../shared/text/find.ts';
import type { PatternAnswer, PatternRequest } from './pattern-protocol.ts';

// A regular expression can take longer than a life; here it may, and is ended from outside.
const scope = globalThis as unknown as {
  onmessage: ((message: MessageEvent<PatternRequest>) => void) | null;
  postMessage: (answer: PatternAnswer) => void;
};

scope.onmessage = ({ data: { id, source, flags, texts } }) => {
  const pattern = new RegExp(source, flags);
  scope.postMessage({ id, found: texts.map((text) => occurrences(text, pattern)) });
};
