import {
  type InfiniteData,
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useCallback, useMemo, useRef } from 'react'
import type { Endpoint, Reply } from '../../../contract/endpoint.ts'
import { readSession } from '../../../contract/session.ts'
import { toast } from '../ui/Toast.store.ts'
import { type Args, call, ProblemError } from './client.ts'
import { useConnected } from './live.ts'
import { joined, most, type Page, type Pages, rowsAgain, rowsOf, unseen } from './pages.ts'

/** The cache key of a read: its path as written in the contract, then what was sent. */
export const keyOf = <E extends Endpoint>(endpoint: E, args?: unknown) => [endpoint.path, args ?? {}] as const

const onFailure = (error: unknown, key: unknown) => {
  const expired = error instanceof ProblemError && error.status === 401
  if (expired && key !== readSession.path) void cache.invalidateQueries({ queryKey: [readSession.path] })
}

export const cache: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => onFailure(error, query.queryKey[0]) }),
  mutationCache: new MutationCache({
    onError: (error, _sent, _context, mutation) => onFailure(error, mutation.options.mutationKey?.[0]),
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only a lost connection or a busy server is worth another try.
      retry: (times, error) =>
        times < 2 && error instanceof ProblemError && (error.offline || error.status === 503),
      refetchOnWindowFocus: false,
    },
  },
})

/** Refetches every query whose path begins with one of these, e.g. `/api/leads`. */
export const refresh = (...paths: string[]) =>
  cache.invalidateQueries({
    predicate: (query) => paths.some((path) => String(query.queryKey[0]).startsWith(path)),
  })

export const asProblem = (error: unknown): ProblemError | undefined => {
  if (!error) return undefined
  if (error instanceof ProblemError) return error
  const title = error instanceof Error ? error.message : String(error)
  return new ProblemError({ type: 'about:blank', title, status: -1, code: 'screen.failed', requestId: '-' })
}

type Settings = {
  enabled?: boolean
  refetchSeconds?: number
  /** For what server events keep fresh: asked this often only while none arrive. */
  fallbackSeconds?: number
  staleSeconds?: number
}
const timing = (
  { enabled, refetchSeconds, fallbackSeconds, staleSeconds }: Settings,
  connected: boolean,
) => ({
  ...(enabled === undefined ? {} : { enabled }),
  ...(refetchSeconds === undefined ? {} : { refetchInterval: refetchSeconds * 1000 }),
  ...(fallbackSeconds === undefined || connected ? {} : { refetchInterval: fallbackSeconds * 1000 }),
  ...(staleSeconds === undefined ? {} : { staleTime: staleSeconds * 1000 }),
})

/** One read. `const { data, problem } = useRead(readLead, { params: { id } })`. */
export const useRead = <E extends Endpoint>(endpoint: E, args: Args<E>, settings: Settings = {}) => {
  const query = useQuery({
    queryKey: keyOf(endpoint, args),
    queryFn: ({ signal }) => call(endpoint, args, { signal }),
    ...timing(settings, useConnected()),
  })
  return {
    data: query.data,
    loading: query.isPending && query.fetchStatus !== 'idle',
    problem: asProblem(query.error),
    reload: query.refetch,
  }
}

export type Listed<E> = Reply<E> extends { items: (infer T)[] } ? T : never
/** What every list component takes; `listOf` makes one from an array. */
export type List<T> = {
  items: T[]
  loading: boolean
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => void
  reload: () => unknown
  problem: ProblemError | undefined
  /** What was asked for, in one text: a list of something else begins at its top. */
  asked?: string
  /** Told by who shows the list: the rows in sight, from and to. */
  sees?: (from: number, to: number) => void
}

export const listOf = <T>(items: T[] | undefined, rest: Partial<List<T>> = {}): List<T> => ({
  items: items ?? [],
  loading: items === undefined && !rest.problem,
  hasMore: false,
  loadingMore: false,
  loadMore: () => {},
  reload: () => {},
  problem: undefined,
  ...rest,
})

/** Asks for one page: the next at full length, a known one again only while it is in sight. */
const pageOf = async <E extends Endpoint>(
  endpoint: E,
  args: Args<E>,
  { pageParam, signal }: { pageParam: unknown; signal: AbortSignal },
  sight: { rows: readonly [number, number]; stale: Set<unknown> },
): Promise<Page> => {
  const known = cache.getQueryData<Pages>(keyOf(endpoint, args))
  const at = known?.pageParams.indexOf(pageParam) ?? -1
  const old = known?.pages[at]
  const still = unseen(known, at, sight.rows)
  if (still) {
    sight.stale.add(pageParam)
    return still
  }
  sight.stale.delete(pageParam)
  const sent = args as { query?: Record<string, unknown> }
  const limit = old ? rowsAgain(old) : pageParam === null ? undefined : (sent.query?.limit ?? most)
  const query = { ...sent.query, ...(pageParam ? { after: pageParam } : {}), ...(limit ? { limit } : {}) }
  const fresh = (await call(endpoint, { ...sent, query } as unknown as Args<E>, { signal })) as Page
  return old ? joined(old, fresh) : fresh
}

/** A keyset-paged list: pages are joined, the next one is fetched by `loadMore`. Old rows stay while filters change. */
export const useList = <E extends Endpoint>(
  endpoint: E,
  args: Args<E>,
  settings: Settings = {},
): List<Listed<E>> => {
  const sight = useRef({ rows: [0, 0] as readonly [number, number], stale: new Set<unknown>() })
  const key = keyOf(endpoint, args)
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: (context) => pageOf(endpoint, args, context, sight.current),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    ...timing(settings, useConnected()),
  })
  const { data, refetch } = query
  const items = useMemo(() => (data ? rowsOf(data.pages) : []) as Listed<E>[], [data])
  const sees = useCallback(
    (from: number, to: number) => {
      const { stale } = sight.current
      sight.current.rows = [from, to]
      if (stale.size === 0 || !data) return
      // Pages passed over while they were out of sight are asked for when they come back into it.
      const old = data.pageParams.some((param, at) => stale.has(param) && !unseen(data, at, [from, to]))
      if (old) void refetch({ cancelRefetch: false })
    },
    [data, refetch],
  )
  return {
    items,
    loading: query.isPending && query.fetchStatus !== 'idle',
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void (query.hasNextPage && !query.isFetchingNextPage && query.fetchNextPage()),
    reload: query.refetch,
    problem: asProblem(query.error),
    asked: JSON.stringify(key),
    sees,
  }
}

/** A change shown before the server answers: the row `id` of every cached list or read below `path`; `null` removes it. */
export type Patch = { path: string; id: string; set: Record<string, unknown> | null }

type Row = { id?: unknown }
const patchRow = (row: unknown, { id, set }: Patch): unknown =>
  (row as Row | undefined)?.id === id && set ? { ...(row as Row), ...set } : row
const patchPage = (page: Page, patch: Patch): Page => ({
  ...page,
  items: page.items
    .filter((row) => patch.set !== null || (row as Row).id !== patch.id)
    .map((row) => patchRow(row, patch)),
})
export const patched = (data: unknown, patch: Patch): unknown => {
  if (typeof data !== 'object' || data === null) return data
  if ('pages' in data) {
    const infinite = data as InfiniteData<Page>
    return { ...infinite, pages: infinite.pages.map((page) => patchPage(page, patch)) }
  }
  if ('items' in data && Array.isArray(data.items)) return patchPage(data as Page, patch)
  return patchRow(data, patch)
}

const applyPatches = (patches: Patch[]) => {
  const undo: (() => void)[] = []
  for (const patch of patches)
    for (const [key, data] of cache.getQueriesData({
      predicate: (query) => String(query.queryKey[0]).startsWith(patch.path),
    })) {
      undo.push(() => cache.setQueryData(key, data))
      cache.setQueryData(key, patched(data, patch))
    }
  return () => {
    for (const step of undo.reverse()) step()
  }
}

export type WriteSettings<E extends Endpoint> = {
  /** Paths to refetch afterwards; without it the endpoint's own domain, e.g. `/api/leads`. */
  refresh?: string[]
  /** Shown at once and taken back when the server refuses. */
  optimistic?: (sent: Args<E>) => Patch[]
  /** Toast after success; with `undo`, a button for ten seconds. */
  done?: (reply: Reply<E>, sent: Args<E>) => string
  undo?: (reply: Reply<E>, sent: Args<E>) => unknown
  onDone?: (reply: Reply<E>, sent: Args<E>) => void
  /** The caller shows the refusal itself (forms do); otherwise it is a toast. */
  quiet?: boolean
}

const domainOf = (path: string) => path.split('/').slice(0, 3).join('/')

/** `const write = useWrite(giveFeedback, {...}); write.send({ params: { id }, body })`. `send` resolves to the reply or throws. */
export const useWrite = <E extends Endpoint>(endpoint: E, settings: WriteSettings<E> = {}) => {
  const paths = settings.refresh ?? [domainOf(endpoint.path)]
  const mutation = useMutation({
    mutationKey: [endpoint.path],
    // The same key on a second try: the server does the work once.
    mutationFn: ({ args, key }: { args: Args<E>; key: string }) =>
      call(endpoint, args, { idempotencyKey: key }),
    retry: (times, error) =>
      times < 1 && error instanceof ProblemError && error.offline && endpoint.method === 'POST',
    onMutate: ({ args }) => ({ rollback: applyPatches(settings.optimistic?.(args) ?? []) }),
    onError: (error, _sent, context) => {
      context?.rollback()
      if (!settings.quiet) toast({ problem: asProblem(error) })
    },
    onSuccess: (reply, { args }) => {
      const text = settings.done?.(reply, args)
      const { undo } = settings
      const takeBack = async () => {
        await undo?.(reply, args)
        await refresh(...paths)
      }
      if (text) toast({ text, ...(undo ? { undo: takeBack } : {}) })
      settings.onDone?.(reply, args)
    },
    onSettled: () => refresh(...paths),
  })
  return {
    send: (args: Args<E>) => mutation.mutateAsync({ args, key: crypto.randomUUID() }),
    sending: mutation.isPending,
    problem: asProblem(mutation.error),
    reset: mutation.reset,
  }
}
