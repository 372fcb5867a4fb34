import { codeIndex, type InlineCode } from '../../text/content.ts';

/** True for the code that only stands for a private-use character of the text itself (see `plain`). */
export function isEscapedCharacter(code: InlineCode): boolean {
  return (
    code.kind === 'standalone' &&
    code.data.length === 1 &&
    code.data === code.equiv &&
    codeIndex(code.data.charCodeAt(0)) >= 0
  );
}

/** A short label for a code: the name of its tag, else its data when short, else the fallback. */
export function displayLabel(data: string, fallback: string): string {
  const tag = /^<\/?\s*([A-Za-z][\w:.-]{0,15})/.exec(data);
  if (tag) return tag[1] as string;
  const trimmed = data.trim();
  return trimmed !== '' && trimmed.length <= 8 ? trimmed : fallback;
}
