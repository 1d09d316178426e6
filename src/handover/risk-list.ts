import type { HandoverItem } from './handover-item.ts';

/** A risk list with everything that its files tell. */
export type RiskList = {
  /** `RL-2026-001`. */
  number: string;
  municipality: { code: string; name: string };
  madeAt: string;
  actor: string;
  /** One line per distinct legal basis. */
  basis: readonly string[];
  items: readonly HandoverItem[];
};

/** A file of a list, whole. */
export type ListFile = { name: string; bytes: Uint8Array };
