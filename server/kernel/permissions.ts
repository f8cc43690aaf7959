import type { Words } from '../../contract/endpoint.ts'

/** `<domain>.<what>` -> its label on the role screen. Each domain defines its own. */
export type Permissions = Record<string, Words>

/** On routes that need no sign-in (health, sign-in, web form); greppable, and counted by a house test. */
export const anyone = 'anyone'
/** On routes any signed-in user may call (own session, own notifications). */
export const signedIn = 'signed-in'
