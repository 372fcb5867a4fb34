import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/literata/index.css';
import '@fontsource-variable/literata/wght-italic.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/grid.css';
import './styles/panel.css';
import './styles/views.css';
import { createRoot } from 'react-dom/client';
import { Shell } from './app/Shell.tsx';
import { start } from './app/actions.ts';
import { showTheme } from './app/appearance.ts';
import './i18n/i18n.ts';

// The system's theme until the user's own is known, so that nothing is drawn without colours.
showTheme('system');
const root = document.getElementById('root');
if (root) createRoot(root).render(<Shell />);
void start();
