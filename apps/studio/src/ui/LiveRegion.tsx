import { useEffect, useState, type ReactElement } from 'react';
import { onAnnouncement } from './announcements.ts';

/** The page's one polite live region. A text that is said twice is set twice, else it would be heard once. */
export function LiveRegion(): ReactElement {
  const [said, setSaid] = useState({ text: '', count: 0 });
  useEffect(() => onAnnouncement((text) => setSaid(({ count }) => ({ text, count: count + 1 }))), []);
  return (
    <div role="status" aria-live="polite" className="ac-heard-only" data-testid="live-region">
      <span key={said.count}>{said.text}</span>
    </div>
  );
}
