import { Injectable } from '@nestjs/common';
import type { Outline } from '../catalogue/outline.js';

/** Something that an enrolment has earned and that still stands, e.g. its certificate. */
export interface Earned extends Record<string, unknown> {
  id: string;
  enrolmentId: string;
  programmeId: string;
  /** Per language. */
  title: Record<string, string>;
  /** Civil date. */
  issuedOn: string;
}

/** What a higher feature gives somebody who has completed a programme. */
export interface CompletionReward {
  /**
   * Path that leads from a completed enrolment to what it earned, e.g. its certificate; null where there is none.
   * It asks no database: the path is resolved when somebody follows it, so that the pages that show it stay cheap.
   */
  forEnrolment(enrolmentId: string): { href: string } | null;
  /** What these enrolments have earned and what has not been withdrawn, in the order of issue; one question for all of them. */
  earned(enrolmentIds: readonly string[]): Promise<Earned[]>;
}

/** Certificates register here; the pages of a completed programme ask. */
@Injectable()
export class CompletionRewards {
  private reward: CompletionReward | null = null;

  register(reward: CompletionReward): void {
    this.reward = reward;
  }

  forEnrolment(enrolmentId: string): { href: string } | null {
    return this.reward?.forEnrolment(enrolmentId) ?? null;
  }

  async earned(enrolmentIds: readonly string[]): Promise<Earned[]> {
    return enrolmentIds.length ? ((await this.reward?.earned(enrolmentIds)) ?? []) : [];
  }
}

/** What a higher feature offers before the first step of a programme, and shows again once it is complete. */
export interface FirstOffer {
  /** Path of it; null where this programme has none. It asks no database: whether it was taken is said where the path leads. */
  forEnrolment(enrolmentId: string, outline: Outline): { href: string } | null;
}

/** The pre-check registers here; the pages of a programme ask. */
@Injectable()
export class FirstOffers {
  private offer: FirstOffer | null = null;

  register(offer: FirstOffer): void {
    this.offer = offer;
  }

  forEnrolment(enrolmentId: string, outline: Outline): { href: string } | null {
    return this.offer?.forEnrolment(enrolmentId, outline) ?? null;
  }
}

/** How the feature that owns a kind of item is reached. Lessons are progress' own. */
export interface ItemPlace {
  /** Path of the item's first page. */
  href(enrolmentId: string, itemId: string): string;
  /** Path of the exact place at which somebody stopped, e.g. the first question without an answer. May ask the database once. */
  resume(enrolmentId: string, itemId: string): Promise<string>;
  /** Path of one part of the item, e.g. a field of a plan. `from`: the item from which one comes and to which one goes back. */
  part?(enrolmentId: string, itemId: string, part: string, from: string): string;
}

/** Quizzes and plans register here: outlines and "continue" link to items of every kind. */
@Injectable()
export class ItemPlaces {
  private readonly places = new Map<string, ItemPlace>();

  register(kind: string, place: ItemPlace): void {
    this.places.set(kind, place);
  }

  href(enrolmentId: string, item: { kind: string; id: string }): string {
    return this.places.get(item.kind)?.href(enrolmentId, item.id) ?? lessonPath(enrolmentId, item.id);
  }

  /** Null where the feature knows no parts. */
  part(enrolmentId: string, item: { kind: string; id: string }, part: string, from: string): string | null {
    return this.places.get(item.kind)?.part?.(enrolmentId, item.id, part, from) ?? null;
  }

  async resume(enrolmentId: string, item: { kind: string; id: string }): Promise<string> {
    return (await this.places.get(item.kind)?.resume(enrolmentId, item.id)) ?? lessonPath(enrolmentId, item.id);
  }
}

export const programmePath = (enrolmentId: string): string => `/learn/${enrolmentId}`;
export const lessonPath = (enrolmentId: string, itemId: string): string => `/learn/${enrolmentId}/items/${itemId}`;
/** Leads on to where somebody stopped; resolved when it is followed. */
export const continuePath = (enrolmentId: string): string => `/learn/${enrolmentId}/continue`;
