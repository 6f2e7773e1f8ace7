/** Kinds: the types of values, null aside. */
export const kinds = ['string', 'number', 'boolean', 'array', 'object'] as const
export type Kind = (typeof kinds)[number]
