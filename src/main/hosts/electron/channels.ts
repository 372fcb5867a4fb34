/** The two channels between a window and the host; the preload and the host share nothing else. */
export const CALL = 'bifronte:call';
export const EVENT = 'bifronte:event';
