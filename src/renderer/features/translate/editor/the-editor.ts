import { cspNonce } from '../../../bitext/use-text-editor.ts';
import { TargetEditor } from './target-editor.ts';

let editor: TargetEditor | null = null;

/** The one editor of the window, made when it is first needed. */
export function theEditor(): TargetEditor {
  editor ??= new TargetEditor(cspNonce());
  return editor;
}
