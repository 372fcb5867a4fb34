import { useReview } from '../state.ts';
import { Merge } from './Merge.tsx';
import { OtherProject } from './OtherProject.tsx';
import { Reason } from './Reason.tsx';
import { Report } from './Report.tsx';
import { Series } from './Series.tsx';
import { Source } from './Source.tsx';
import { Versions } from './Versions.tsx';

/** The dialogs of the review view. */
export function ReviewDialogs() {
  const dialog = useReview((state) => state.dialog);
  switch (dialog) {
    case 'version':
      return <Versions />;
    case 'merge':
      return <Merge />;
    case 'source':
      return <Source />;
    case 'report':
      return <Report />;
    case 'acceptWhy':
      return <Reason verdict="accepted" />;
    case 'rejectWhy':
      return <Reason verdict="rejected" />;
    case 'series':
      return <Series />;
    case 'document':
      return <OtherProject />;
    case null:
      return null;
  }
}
