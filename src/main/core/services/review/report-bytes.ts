import { reportDocx } from '../../../../shared/formats/report/report-docx.ts';
import { reportHtml } from '../../../../shared/formats/report/report-html.ts';
import { reportJson } from '../../../../shared/formats/report/report-json.ts';
import { reportText } from '../../../../shared/formats/report/report-text.ts';
import { reportXlsx } from '../../../../shared/formats/report/report-xlsx.ts';
import type { ReportOptions } from '../../../../shared/formats/report/report.ts';
import type { Comparison } from '../../../../shared/review/compare.ts';

export const REPORT_FORMATS = ['text', 'json', 'html', 'docx', 'xlsx'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A comparison as a file of one of the formats: text, or bytes of an office document. */
export function reportBytes(
  comparison: Comparison,
  format: ReportFormat,
  options: ReportOptions & { readonly author?: string },
): string | Uint8Array {
  switch (format) {
    case 'text':
      return reportText(comparison, options);
    case 'json':
      return reportJson(comparison, options);
    case 'html':
      return reportHtml(comparison, options);
    case 'docx':
      return reportDocx(comparison, options);
    case 'xlsx':
      return reportXlsx(comparison, options);
  }
}
