import { contextBridge, ipcRenderer } from 'electron';
import type { EventName } from '../../../shared/contract/contract.ts';
import { CALL, EVENT } from './channels.ts';

type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(EVENT, (_, message: { event: EventName; payload: unknown }) => {
  listeners.get(message.event)?.forEach((listener) => listener(message.payload));
});

/** All that a window can reach: two functions, and no object of Electron or Node. */
contextBridge.exposeInMainWorld('bifronte', {
  call: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL, method, input),
  on: (event: string, listener: Listener): (() => void) => {
    const known = listeners.get(event) ?? new Set();
    listeners.set(event, known.add(listener));
    return () => void known.delete(listener);
  },
});
