import { TargetEditor } from './target-editor.ts';

let editor: TargetEditor | null = null;

/** The one editor of the window, made when it is first needed. */
export function theEditor(): TargetEditor {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  editor ??= new TargetEditor(nonce);
  return editor;
}
