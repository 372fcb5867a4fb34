import { FormatError } from '../document-format.ts';
import { exchangeMessage, type ExchangeMessageKey, type MessageValues } from './messages.ts';

/** Something the user should know about a file that could be used: what, where, with which values. */
export interface Notice {
  /** `repair`: used after a correction; `rejected`: this unit was not used; `warning`: nothing was changed. */
  readonly kind: 'repair' | 'rejected' | 'warning';
  readonly key: ExchangeMessageKey;
  readonly values: MessageValues;
  /** 1-based. */
  readonly line?: number;
}

/** The error for a file that cannot be used, with its English text filled in. */
export function exchangeError(
  key: ExchangeMessageKey,
  values: MessageValues = {},
  where: { line?: number; column?: number } = {},
): FormatError {
  return new FormatError(key, exchangeMessage(key, values), where, values);
}
