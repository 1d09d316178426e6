import { sha256Hex } from '../lib/hash.ts';
import type { Site } from '../model/site.ts';
import type { Visit } from '../model/visit.ts';
import type { CardMemory } from '../store/listings.ts';
import type { Store } from '../store/open-store.ts';

const dayMs = 86_400_000;

type SeenCard = { addressHash: string; cardHash: string; isOutside: boolean };

/** What a card means before its page is asked for. `known`: the last answer still holds. `due`: it holds, but is to be checked again. */
export type Standing = { kind: 'outside' } | { kind: 'new' } | { kind: 'due' } | { kind: 'known'; memory: CardMemory };

export type KnownCards = ReturnType<typeof createKnownCards>;

/** Tells from what earlier runs left which cards and listing pages have nothing new to say. */
export function createKnownCards(store: Store, sites: readonly Site[]) {
  const rereadDays = new Map(sites.map((site) => [site.id, site.listing.rereadDays]));

  /** @param startedAt of the run, so that a run which takes long or comes twice decides the same. */
  function standingOf(site: string, card: SeenCard, reading: string, startedAt: string): Standing {
    if (card.isOutside) return { kind: 'outside' };
    const memory = store.listings.card(site, card.addressHash);
    if (memory === null || memory.cardHash !== card.cardHash || memory.reading !== reading) return { kind: 'new' };
    return isDue(memory.readAt, card.addressHash, rereadDays.get(site) ?? 1, startedAt)
      ? { kind: 'due' }
      : { kind: 'known', memory };
  }

  return {
    standingOf,
    /**
     * What a listing page may be told to be known by. Null when a card on it has to be visited whatever the page answers:
     * the address of an ad stands on the page alone, for of ads outside the region no address is kept.
     */
    listing(site: string, addressHash: string, startedAt: string): Visit['known'] {
      const page = store.listings.page(site, addressHash);
      if (page === null) return null;
      const isSettled = page.cards.every((card) => {
        const { kind } = standingOf(site, card, page.reading, startedAt);
        return kind === 'known' || kind === 'outside';
      });
      return isSettled ? { reading: page.reading, validators: page.validators } : null;
    },
    /** What the page of an ad may be told to be known by. */
    detail(site: string, addressHash: string): Visit['known'] {
      const validators = store.ads.validators(site, addressHash);
      const memory = store.listings.card(site, addressHash);
      return validators === null || memory === null ? null : { reading: memory.reading, validators };
    },
  };
}

/**
 * Ads that came in one night fall due over the second half of the period, each on a moment of its own, so that no later night has
 * to read them all. A quarter of a day early, because a night does not begin at the same second as the one before.
 */
function isDue(readAt: string, addressHash: string, rereadDays: number, at: string): boolean {
  const share = Number.parseInt(sha256Hex(addressHash).slice(0, 8), 16) / 0xffffffff;
  const dueDays = rereadDays * (0.5 + 0.5 * share) - 0.25;
  return Date.parse(at) - Date.parse(readAt) >= dueDays * dayMs;
}
