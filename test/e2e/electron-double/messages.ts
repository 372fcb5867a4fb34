/** What a test may do to a program that runs on the double, beyond what its window offers; sent over the process channel. */
export type ToDouble =
  | { readonly type: 'answerDialog'; readonly paths: readonly string[] }
  | { readonly type: 'clickMenu'; readonly label: string }
  | { readonly type: 'secondInstance'; readonly argv: readonly string[] }
  | {
      readonly type: 'invokeFrom';
      readonly id: number;
      readonly url: string | null;
      readonly top: boolean;
      readonly args: readonly unknown[];
    }
  | { readonly type: 'ask'; readonly id: number; readonly what: 'opened' | 'preferences' | 'permissions' | 'scheme' };

export type FromDouble =
  | { readonly type: 'ready'; readonly debuggingPort: number }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown };
