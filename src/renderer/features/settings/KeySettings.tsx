import { useEffect, useState } from 'react';
import { RotateCcw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { setSetting } from '../../app/actions.ts';
import type { CommandEntry } from '../../app/commands/catalogue.ts';
import { catalogue } from '../../app/commands/catalogue.ts';
import { conflicts, effectiveKeys, withKeys } from '../../app/commands/keymap.ts';
import { isTypingKey, strokeOf } from '../../app/commands/keys.ts';
import { useApp } from '../../app/state.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { TextField } from '../../ui/fields.tsx';
import { isMac } from '../../ui/platform.ts';

const typingAllowed = new Set(catalogue.filter((entry) => entry.onRows).map((entry) => entry.id));

/** The keys of every command, to be changed by pressing the wanted ones; conflicts are shown where they are. */
export function KeySettings() {
  const { t } = useTranslation();
  const own = useApp((state) => state.settings.keys);
  const [recording, setRecording] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const keys = effectiveKeys(own);
  const clashes = conflicts(own);

  useEffect(() => {
    if (recording === null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const stroke = strokeOf(event, isMac);
      if (stroke === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (stroke === 'Escape') setRecording(null);
      else if (isTypingKey(stroke) && !typingAllowed.has(recording)) setWrong(stroke);
      else {
        setRecording(null);
        setWrong(null);
        void setSetting('keys', withKeys(own, recording, [stroke]));
      }
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [recording, own]);

  const name = (entry: CommandEntry): string => t(`command.${entry.id}`);
  const wanted = search.toLocaleLowerCase();
  const shown = catalogue.filter((entry) => name(entry).toLocaleLowerCase().includes(wanted));
  const groups = [...new Set(shown.map((entry) => entry.group))];
  return (
    <section className="section" aria-labelledby="keys-title" data-records-keys={recording === null ? undefined : ''}>
      <div className="section-head">
        <h2 className="section-title" id="keys-title">
          {t('settings.keys')}
        </h2>
        {Object.keys(own).length > 0 && (
          <Button kind="quiet" onPress={() => void setSetting('keys', {})}>
            {t('settings.keysReset')}
          </Button>
        )}
      </div>
      <p className="section-lead">{t('settings.keysHint')}</p>
      <TextField
        label={t('settings.keysSearch')}
        value={search}
        onChange={setSearch}
        placeholder={t('settings.keysSearch')}
        labelHidden
      />
      {groups.map((group) => (
        <div key={group} className="keys-group">
          <h3 className="keys-heading">{t(`group.${group}`)}</h3>
          <ul className="list list-tight">
            {shown
              .filter((entry) => entry.group === group)
              .map((entry) => {
                const strokes = keys.get(entry.id) ?? [];
                const clash = strokes.flatMap((it) => (clashes.get(it) ?? []).filter((id) => id !== entry.id));
                return (
                  <li key={entry.id} className="list-row keys-row">
                    <span className="keys-name">{name(entry)}</span>
                    {clash.length > 0 && (
                      <span className="keys-clash">
                        <TriangleAlert size={14} aria-hidden />
                        {t('settings.keysClash', { commands: clash.map((id) => t(`command.${id}`)).join(', ') })}
                      </span>
                    )}
                    {recording === entry.id ? (
                      <output className="keys-recording">
                        {wrong ? t('settings.keysTyping', { key: wrong }) : t('settings.keysPress')}
                      </output>
                    ) : (
                      strokes.map((it) => <Keys key={it} stroke={it} />)
                    )}
                    <Button
                      kind="quiet"
                      testId={`keys-${entry.id}`}
                      aria-label={t('settings.keysChangeOf', { command: name(entry) })}
                      onPress={() => {
                        setWrong(null);
                        setRecording(recording === entry.id ? null : entry.id);
                      }}
                    >
                      {t(recording === entry.id ? 'ui.cancel' : 'settings.keysChange')}
                    </Button>
                    <IconButton
                      label={t('settings.keysUsual', { command: name(entry) })}
                      icon={<RotateCcw size={14} />}
                      isDisabled={own[entry.id] === undefined}
                      onPress={() => void setSetting('keys', withKeys(own, entry.id, entry.keys))}
                    />
                  </li>
                );
              })}
          </ul>
        </div>
      ))}
    </section>
  );
}
