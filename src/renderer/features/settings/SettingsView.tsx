import { useState } from 'react';
import { Slider, SliderOutput, SliderThumb, SliderTrack, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { setSetting } from '../../app/actions.ts';
import { textSizes } from '../../app/settings.ts';
import type { Language, Theme } from '../../app/settings.ts';
import { useApp } from '../../app/state.ts';
import { Select, TextField } from '../../ui/fields.tsx';
import { KeySettings } from './KeySettings.tsx';
import { Segmentation } from './Segmentation.tsx';

const LANGUAGES: readonly Language[] = ['system', 'it', 'en'];
const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];

/** What the user may choose about the window, matches, segmentation and keys. */
export function SettingsView() {
  const { t } = useTranslation();
  const settings = useApp((state) => state.settings);
  const info = useApp((state) => state.info);
  return (
    <main className="sheet" data-region="settings">
      <div className="sheet-inner">
        <header className="sheet-head">
          <h1>{t('view.settings')}</h1>
        </header>
        <section className="section" aria-labelledby="look-title">
          <h2 className="section-title" id="look-title">
            {t('settings.look')}
          </h2>
          <div className="form-grid">
            <Select
              label={t('settings.language')}
              value={settings.language}
              options={LANGUAGES.map((id) => ({ id, label: t(`settings.language.${id}`) }))}
              onChange={(id) => void setSetting('language', LANGUAGES.find((it) => it === id) ?? 'system')}
              testId="setting-language"
            />
            <Select
              label={t('settings.theme')}
              value={settings.theme}
              options={THEMES.map((id) => ({ id, label: t(`settings.theme.${id}`) }))}
              onChange={(id) => void setSetting('theme', THEMES.find((it) => it === id) ?? 'system')}
              testId="setting-theme"
            />
            <Select
              label={t('settings.textSize')}
              value={String(settings.textSize)}
              options={[...new Set([...textSizes, settings.textSize])].map((it) => ({
                id: String(it),
                label: `${Math.round(it * 100)} %`,
              }))}
              onChange={(id) => void setSetting('textSize', Number(id))}
              testId="setting-text-size"
            />
          </div>
        </section>
        <section className="section" aria-labelledby="work-title">
          <h2 className="section-title" id="work-title">
            {t('settings.work')}
          </h2>
          <div className="form-grid">
            <Author key={settings.author} stored={settings.author} />
            <Threshold key={settings.threshold} stored={settings.threshold} />
          </div>
        </section>
        <Segmentation />
        <KeySettings />
        <p className="sheet-foot">
          {t('settings.about', { version: info?.version ?? '', folder: info?.dataFolder ?? '' })}
        </p>
      </div>
    </main>
  );
}

function Author({ stored }: { readonly stored: string }) {
  const { t } = useTranslation();
  const [name, setName] = useState(stored);
  return (
    <TextField
      label={t('settings.author')}
      value={name}
      onChange={setName}
      onBlur={() => {
        if (name !== stored) void setSetting('author', name.trim() === '' ? null : name.trim());
      }}
      hint={t('settings.authorHint')}
      testId="setting-author"
    />
  );
}

function Threshold({ stored }: { readonly stored: number }) {
  const { t } = useTranslation();
  const [value, setValue] = useState(stored);
  return (
    <Slider
      className="field slider"
      minValue={50}
      maxValue={100}
      step={1}
      value={value}
      onChange={setValue}
      onChangeEnd={(end) => void setSetting('threshold', end)}
    >
      <div className="slider-head">
        <Label className="field-label">{t('settings.threshold')}</Label>
        <SliderOutput className="slider-value">{`${value} %`}</SliderOutput>
      </div>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
      <span className="field-hint">{t('settings.thresholdHint')}</span>
    </Slider>
  );
}
