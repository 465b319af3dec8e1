export interface Tab {
  href: string;
  label: string;
  current: boolean;
}

/** Views of the same thing as a line of links; the current one is marked. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label}>
      <ul class="views">
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'true' : undefined}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
