/** True where the command key takes the place of Ctrl. */
export const isMac: boolean = /Mac|iPhone|iPad/.test(navigator.userAgent);
