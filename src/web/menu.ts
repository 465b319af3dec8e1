import { Injectable } from '@nestjs/common';
import { holds, type Permission, type Viewer } from '../platform/security/viewer.js';

export interface MenuEntry {
  key: string;
  href: string;
  /** Keys of the catalogue: the label, and a short one for the bar at the foot of a phone. */
  label: string;
  short: string;
  icon: 'home' | 'book' | 'award' | 'help' | 'users' | 'file' | 'mail' | 'building' | 'edit';
  order: number;
  permission?: Permission;
  /** Open to everybody: it stands at the foot of each page, too. */
  foot?: boolean;
}

/** The main menu. Features add their own entries when they start; the shell knows none of them. */
@Injectable()
export class Menu {
  private readonly entries: MenuEntry[] = [];

  add(entry: MenuEntry): void {
    this.entries.push(entry);
    this.entries.sort((a, b) => a.order - b.order);
  }

  /** What the foot of each page leads to, beside the pages of the shell itself. */
  get foot(): MenuEntry[] {
    return this.entries.filter((entry) => entry.foot);
  }

  for(viewer: Viewer | null): MenuEntry[] {
    return viewer ? this.entries.filter((entry) => !entry.permission || holds(viewer, entry.permission)) : [];
  }
}
