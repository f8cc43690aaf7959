import { useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { boardPath, listBoards, readBoard, type ServedBoard } from '../../../../../contract/boards.ts'
import { usePhone } from '../../../app/appearance.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { usePlace } from '../../../app/place.ts'
import { useRead } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty, Note, Problem } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { useGo } from '../../../ui/useGo.ts'
import { useShownLocation } from '../../../ui/useShownLocation.ts'
import { Views } from '../../../ui/Views.tsx'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import { BehindDrawer } from './BehindDrawer.tsx'
import { BoardTools } from './BoardTools.tsx'
import './boards.css'
import { Tile } from './Tile.tsx'
import { type AskedBoard, filtersOf, useAsked } from './useAsked.ts'
import { placed } from './useTile.ts'

/** A board kept with filters opens with them, unless the address names its own. */
const useOwnFilters = (board: ServedBoard | undefined, address: string) => {
  const go = useGo()
  const opened = useRef<string>(undefined)
  useEffect(() => {
    if (!board || opened.current === board.key) return
    opened.current = board.key
    if (board.filters && !filtersOf(address)) go(boardPath(board.key, board.filters), true)
  }, [board, address, go])
}

/** The seven analyses side by side, the chips kept on the way from one to the next. */
const Seven = ({ at }: { at: string }) => {
  const { say } = useLanguage()
  const go = useGo()
  const { searchStr } = useShownLocation()
  const { data } = useRead(listBoards, {}, { staleSeconds: 300 })
  const seven = data?.items.filter(({ group }) => group === 'seven') ?? []
  return (
    <Views
      views={seven.map(({ key, title }) => ({ key, label: say(title) }))}
      value={at}
      onChange={(key) => go(boardPath(key, filtersOf(searchStr)))}
    />
  )
}

const Tiles = ({ board, asked }: { board: ServedBoard; asked: AskedBoard }) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const go = useGo()
  return (
    <>
      {board.note && <p className="cap tile-note">{say(board.note)}</p>}
      {board.mine && board.leftOut.length > 0 && (
        <Note>{t('leftOut', { names: board.leftOut.join(t('account.and')) })}</Note>
      )}
      {board.tiles.length === 0 && (
        <Empty
          icon="count"
          title={t('noTiles')}
          action={<Button onClick={() => go(paths.boards())}>{t('toBoards')}</Button>}
        />
      )}
      <div className="tiles">
        {placed(board.tiles).map((tile) => (
          <Tile key={tile.key} tile={tile} board={asked} />
        ))}
      </div>
    </>
  )
}

/** One board: its analyses in two columns, all listening to the same chips. */
export const BoardPage = () => {
  const { t } = useTranslation('boards')
  const { key } = useParams({ strict: false }) as { key: string }
  const { say } = useLanguage()
  const { searchStr } = useShownLocation()
  const asked = useAsked()
  const place = usePlace()
  const phone = usePhone()
  const { data, problem, reload } = useRead(readBoard, { params: { key } }, { staleSeconds: 300 })
  useOwnFilters(data, searchStr)
  const open = data && placed(data.tiles).find((tile) => tile.key === asked.search.one('rows'))
  const tools = data && <BoardTools board={data} asked={asked} />
  const title = data ? say(data.title) : t('title')
  return (
    <Page title={title} note={place?.name} crumbs={[{ label: t('title'), to: paths.boards() }]}>
      {data?.group === 'seven' && <Seven at={key} />}
      <Split drawer={open && <BehindDrawer key={open.key} tile={open} board={asked} />}>
        <div className="lb bd">
          <h2 className="only-print">{title}</h2>
          {phone && tools}
          <FilterBar filters={asked.filters} end={!phone && tools} />
          {problem && !data && <Problem problem={problem} onRetry={reload} />}
          {!data && !problem && <Bones rows={8} />}
          {data && <Tiles board={data} asked={asked} />}
        </div>
      </Split>
    </Page>
  )
}
