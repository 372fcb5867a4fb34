import { Checkbox } from './fields.tsx';

interface Props {
  readonly title: string;
  readonly items: readonly {
    readonly id: string;
    readonly label: string;
    readonly detail?: string;
    readonly count?: string;
  }[];
  /** What is not ticked. */
  readonly left: ReadonlySet<string>;
  readonly onChange: (left: ReadonlySet<string>) => void;
}

/** The set with an item taken in or out. */
export function withItem<T>(set: ReadonlySet<T>, item: T, isIn: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (isIn) next.add(item);
  else next.delete(item);
  return next;
}

/** A few things to choose from, all ticked but those left out. */
export function CheckList({ title, items, left, onChange }: Props) {
  return (
    <fieldset className="form-documents">
      <legend className="field-label">{title}</legend>
      <ul className="preview-languages">
        {items.map(({ id, label, detail, count }) => (
          <li key={id}>
            <Checkbox checked={!left.has(id)} onChange={(on) => onChange(withItem(left, id, !on))}>
              {label}
            </Checkbox>
            {detail !== undefined && <span className="list-detail">{detail}</span>}
            {count !== undefined && <span className="list-detail">{count}</span>}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
