/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing that is read as one picture */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesPoint } from '../../../../shared/contract/review.ts';

export interface SeriesStep {
  readonly point: SeriesPoint;
  /** From 1; it names the column and the row of the table that belong together. */
  readonly number: number;
  readonly name: string;
}

const HEIGHT = 190;
const TOP = 22;
const FOOT = 24;
const COLUMN = 34;
const STEP = 62;
/** Authors with a pattern of their own; all others share the last. */
const PATTERNS = ['solid', 'stripes', 'dots', 'lines', 'plain'] as const;

type Pattern = (typeof PATTERNS)[number];

/** Authors of all steps, those of most words first. */
function authorsOf(steps: readonly SeriesStep[]): (string | null)[] {
  const words = new Map<string | null, number>();
  for (const { point } of steps) {
    for (const { by, wordsTouched } of point.authors) words.set(by, (words.get(by) ?? 0) + wordsTouched);
  }
  return [...words].sort(([, x], [, y]) => y - x).map(([by]) => by);
}

/** Words touched by each version, stacked by author; authors are told apart by pattern, not by colour. */
export function SeriesChart({ steps }: { readonly steps: readonly SeriesStep[] }) {
  const { t } = useTranslation();
  const id = useId();
  const authors = authorsOf(steps);
  const patternOf = (by: string | null): Pattern => PATTERNS[Math.min(authors.indexOf(by), 4)] ?? 'plain';
  const most = Math.max(1, ...steps.map(({ point }) => point.touched?.wordsTouched ?? 0));
  const scale = (HEIGHT - TOP - FOOT) / most;
  const base = HEIGHT - FOOT;
  const width = Math.max(1, steps.length) * STEP;
  return (
    <figure className="series">
      <div className="series-scroll">
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={t('series.chart')}>
          <Patterns id={id} />
          <line className="series-base" x1={0} x2={width} y1={base + 0.5} y2={base + 0.5} />
          {steps.map(({ point, number, name }, i) => {
            const x = i * STEP + (STEP - COLUMN) / 2;
            let y = base;
            return (
              <g key={number}>
                <title>{name}</title>
                {point.authors.map(({ by, wordsTouched }) => {
                  const height = wordsTouched * scale;
                  y -= height;
                  return (
                    <rect
                      key={by ?? ''}
                      className="series-part"
                      x={x}
                      y={y}
                      width={COLUMN}
                      height={height}
                      fill={`url(#${id}${patternOf(by)})`}
                    />
                  );
                })}
                <text className="series-value" x={x + COLUMN / 2} y={y - 6} textAnchor="middle">
                  {point.touched ? point.touched.wordsTouched.toLocaleString(t('locale')) : '?'}
                </text>
                <text className="series-label" x={x + COLUMN / 2} y={HEIGHT - 7} textAnchor="middle">
                  {number}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption className="series-legend">
        <span>{t('series.caption')}</span>
        {authors.slice(0, PATTERNS.length).map((by, i) => (
          <span key={by ?? ''} className="series-author">
            <svg width="16" height="12" aria-hidden>
              <rect
                className="series-part"
                x={0.5}
                y={0.5}
                width={15}
                height={11}
                fill={`url(#${id}${patternOf(by)})`}
              />
            </svg>
            {i === PATTERNS.length - 1 && authors.length > PATTERNS.length
              ? t('series.others')
              : (by ?? t('review.unknownAuthor'))}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Patterns({ id }: { readonly id: string }) {
  const common = { patternUnits: 'userSpaceOnUse', width: 6, height: 6 } as const;
  return (
    <defs>
      <pattern id={`${id}solid`} {...common}>
        <rect className="series-ink" width="6" height="6" />
      </pattern>
      <pattern id={`${id}stripes`} {...common} patternTransform="rotate(45)">
        <rect className="series-paper" width="6" height="6" />
        <rect className="series-ink" width="2.4" height="6" />
      </pattern>
      <pattern id={`${id}dots`} {...common}>
        <rect className="series-paper" width="6" height="6" />
        <circle className="series-ink" cx="3" cy="3" r="1.4" />
      </pattern>
      <pattern id={`${id}lines`} {...common}>
        <rect className="series-paper" width="6" height="6" />
        <rect className="series-ink" width="6" height="1.6" />
      </pattern>
      <pattern id={`${id}plain`} {...common}>
        <rect className="series-paper" width="6" height="6" />
      </pattern>
    </defs>
  );
}
