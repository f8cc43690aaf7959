import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  createView,
  dropViewDefault,
  editView,
  listViews,
  makeViewDefault,
  removeView,
  type SavedView,
} from '../../../../contract/profile.ts'
import { useGo } from '../../ui/useGo.ts'
import { useShownLocation } from '../../ui/useShownLocation.ts'
import { refresh, useRead, useWrite } from '../query.ts'
import { useCan, useSession } from '../session.tsx'
import { moveOldViews } from './oldViews.ts'
import { addressOf, filtersOf } from './search.ts'

type Options = {
  /** The page's name in the contract, e.g. `leads`. */
  page: string
  /** Its address, e.g. `patterns.leads`. */
  path: string
  /** Names in the address that open something and filter nothing, besides `open`. */
  passing?: readonly string[]
}
export type ViewValues = { name: string; shared: boolean; isDefault: boolean }

/** A page that was opened bare opens with the default view, once: whoever clears the chips afterwards means it. */
const useArrival = (views: SavedView[] | undefined, path: string) => {
  const { searchStr } = useShownLocation()
  const go = useGo()
  const bare = useRef(searchStr === '')
  const first = views?.find((view) => view.isDefault)
  useEffect(() => {
    if (searchStr !== '') bare.current = false
    if (!views || !bare.current) return
    bare.current = false
    if (first) go(addressOf(path, first), true)
  }, [views, first, searchStr, path, go])
}

const useOldViews = (page: string) => {
  const { user } = useSession()
  useEffect(() => {
    void moveOldViews(page, user.id).then((moved) => (moved > 0 ? refresh('/api/views') : undefined))
  }, [page, user.id])
}

const useViewWrites = () => {
  const { t } = useTranslation('app')
  const saved = { quiet: true, done: (view: SavedView) => t('views.saved', { name: view.name }) }
  return {
    create: useWrite(createView, saved),
    edit: useWrite(editView, saved),
    drop: useWrite(removeView, { quiet: true }),
    setDefault: useWrite(makeViewDefault, { quiet: true, done: () => t('views.nowDefault') }),
    unsetDefault: useWrite(dropViewDefault, { quiet: true, done: () => t('views.noDefault') }),
  }
}

/**
 * Saved views of one page: one's own and those shared at one's node. A view is the filters as the address writes
 * them; `?saved=` says which one is open, so a changed chip shows as modified.
 */
export const useSavedViews = ({ page, path, passing = [] }: Options) => {
  const { searchStr } = useShownLocation()
  const go = useGo()
  const { data } = useRead(listViews, { query: { page } }, { staleSeconds: 300 })
  const mayShare = useCan('admin.views')
  const { create, edit, drop, setDefault, unsetDefault } = useViewWrites()
  useOldViews(page)
  useArrival(data?.items, path)
  const views = data?.items ?? []
  const savedId = new URLSearchParams(searchStr).get('saved')
  const current = views.find((view) => view.id === savedId)
  const search = filtersOf(searchStr, passing)
  const show = (view: SavedView, replace = false) => go(addressOf(path, view), replace)
  const makeDefault = async (view: SavedView, wanted: boolean) => {
    if (view.isDefault !== wanted)
      await (wanted ? setDefault : unsetDefault).send({ params: { id: view.id } })
  }
  const keep = async (view: SavedView, { isDefault, ...values }: ViewValues, filters: string) => {
    const body = { ...values, search: filters }
    const kept = await edit.send({ params: { id: view.id }, body })
    await makeDefault(kept, isDefault)
    if (filters !== view.search) show(kept, true)
  }
  return {
    views,
    current,
    /** The chips are no longer those that were saved. */
    modified: current !== undefined && filtersOf(current.search, passing) !== search,
    /** There is something to save that no view holds yet. */
    unsaved: current === undefined && search !== '',
    mayShare,
    show,
    add: async ({ isDefault, ...values }: ViewValues) => {
      const made = await create.send({ body: { page, search, ...values } })
      await makeDefault(made, isDefault)
      show(made, true)
    },
    rename: (view: SavedView, values: ViewValues) => keep(view, values, view.search),
    saveChanges: (view: SavedView) => keep(view, view, search),
    makeDefault,
    remove: async (view: SavedView) => {
      await drop.send({ params: { id: view.id } })
      if (view.id === savedId) go(search ? `${path}?${search}` : path, true)
    },
  }
}
export type SavedViews = ReturnType<typeof useSavedViews>
