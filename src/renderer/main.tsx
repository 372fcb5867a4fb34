// oxlint-disable-next-line import/no-unassigned-import -- must act before any schema is made
import './no-eval.ts';
import { createRoot } from 'react-dom/client';
import { Shell } from './app/Shell.tsx';
import { start } from './app/actions.ts';
import { showTheme } from './app/appearance.ts';

// The system's theme until the user's own is known, so that nothing is drawn without colours.
showTheme('system');
const root = document.getElementById('root');
if (root) createRoot(root).render(<Shell />);
void start();
