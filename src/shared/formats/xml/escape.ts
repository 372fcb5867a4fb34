// Characters XML 1.0 does not allow (section 2.2); lone surrogates are dealt with by toWellFormed.
// oxlint-disable-next-line no-control-regex
const INVALID = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
// Anything that is not simply copied: special characters, and what `valid` has to look at more closely.
// oxlint-disable-next-line no-control-regex
const TEXT_SPECIAL = /[&<>\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/;
// oxlint-disable-next-line no-control-regex
const ATTRIBUTE_SPECIAL = /[&<>"\0-\x1f\ud800-\udfff\ufffe\uffff]/;
const REPLACEMENT = '\ufffd';

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const reference = (char: string): string => REFERENCES[char] as string;

/**
 * Escapes text for XML 1.0. Characters that XML cannot hold become U+FFFD and are counted, so that a writer can report
 * them instead of making a file nobody can open.
 */
export class XmlEscaper {
  /** How many characters had to be replaced so far. */
  replaced = 0;

  /** For element content. `>` is escaped too, so that `]]>` cannot arise. */
  text(value: string): string {
    return TEXT_SPECIAL.test(value) ? this.valid(value).replace(/[&<>\r]/g, reference) : value;
  }

  /** For an attribute value in double quotes. White space other than the space is kept as references. */
  attribute(value: string): string {
    return ATTRIBUTE_SPECIAL.test(value) ? this.valid(value).replace(/[&<>"\t\n\r]/g, reference) : value;
  }

  /** The same text with every character XML cannot hold replaced. */
  valid(value: string): string {
    let out = value;
    if (!out.isWellFormed()) {
      const formed = out.toWellFormed();
      for (let i = 0; i < formed.length; i++) if (formed[i] !== out[i]) this.replaced++;
      out = formed;
    }
    return out.replace(INVALID, () => {
      this.replaced++;
      return REPLACEMENT;
    });
  }
}
