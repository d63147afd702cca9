/** Tasks that are asked for by name, by those who must not know what they do. */
export const CATCH_UP_TASK = 'catch-up'
