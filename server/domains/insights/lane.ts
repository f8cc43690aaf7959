import { lane } from '../../kernel/http/lane.ts'

/** Tiles of all boards together: ClickHouse works on each with all cores, more at once would only wait inside it. */
export const asking = lane(3)
