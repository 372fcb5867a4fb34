import type { BeadStatus } from '../../shared/bitext/bead.ts';

/** The shape of a status: ring, half disc, disc, tick, padlock. */
export function StatusMark({ status, locked }: { readonly status: BeadStatus; readonly locked?: boolean }) {
  const shape = locked ? 'locked' : status;
  return (
    <svg className={`status-mark status-${shape}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden>
      {shape === 'untranslated' && <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" />}
      {shape === 'draft' && (
        <>
          <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor" />
        </>
      )}
      {shape === 'translated' && <circle cx="8" cy="8" r="5.4" fill="currentColor" />}
      {shape === 'confirmed' && (
        <path d="M2.6 8.6l3.6 3.7 7.2-8.2" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      )}
      {shape === 'locked' && (
        <>
          <rect x="3.4" y="7" width="9.2" height="6.6" rx="1.2" fill="currentColor" />
          <path d="M5.4 7V5.2a2.6 2.6 0 0 1 5.2 0V7" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </>
      )}
    </svg>
  );
}
