import { useTranslation } from 'react-i18next'
import { type Loop, readLoop } from '../../../../contract/insights.ts'
import { usePhone } from '../../app/appearance.ts'
import { patterns } from '../../app/paths.ts'
import { usePlace } from '../../app/place.ts'
import { useRead } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { useSavedViews } from '../../app/views/useSavedViews.ts'
import { ViewPicker } from '../../app/views/ViewMenu.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { Ageing } from './Ageing.tsx'
import { Band, LyingBand } from './Band.tsx'
import { Bones } from './Bones.tsx'
import { Away, EmptyBoard, isAway, useRefreshFacts } from './EmptyBoard.tsx'
import { GroupTable } from './GroupTable.tsx'
import './insights.css'
import { LostReasons } from './LostReasons.tsx'
import { PlanStrip } from './plans/PlanStrip.tsx'
import { Regions } from './Regions.tsx'
import { RowsDrawer } from './RowsDrawer.tsx'
import { type Board as BoardState, useBoard } from './useBoard.ts'
import { useFreshness } from './useFreshness.ts'
import { Weekly } from './Weekly.tsx'

const Hero = ({ loop, board }: { loop: Loop; board: BoardState }) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const phone = usePhone()
  const { brands } = useSession()
  const chosen = board.filters.many('brand')
  const names = brands.filter((brand) => !chosen || chosen.includes(brand.id)).map((brand) => brand.name)
  const period = `${format.day(loop.period.from)} – ${format.day(loop.period.to)}`
  const words = { period, brands: names.join(' · '), dealers: format.number(loop.dealers) }
  return (
    <Panel
      className="lb-top"
      flush
      title={t(loop.seesMoney ? 'hero.title' : 'hero.titleDealer')}
      note={t(loop.dealers > 1 ? 'hero.note' : 'hero.noteOne', words)}
      end={<span className="cap lb-says">{t(loop.seesMoney ? 'hero.legend' : 'hero.legendDealer')}</span>}
    >
      {phone ? <LyingBand loop={loop} board={board} /> : <Band loop={loop} board={board} />}
      {loop.plan && <PlanStrip loop={loop} plan={loop.plan} />}
    </Panel>
  )
}

/** Every panel asks for itself, so that none waits for another. */
const Figures = ({ loop, board }: { loop: Loop | undefined; board: BoardState }) => {
  const { t } = useTranslation('insights')
  return (
    <>
      {loop ? (
        <Hero loop={loop} board={board} />
      ) : (
        <Panel title={t('hero.title')} flush className="lb-top">
          <Bones rows={7} />
        </Panel>
      )}
      <div className="lb-grid">
        <div className="lb-column">
          <GroupTable board={board} />
          <LostReasons board={board} />
          <Ageing board={board} loop={loop} />
        </div>
        <div className="lb-column">
          <Weekly board={board} />
          <Regions board={board} />
        </div>
      </div>
    </>
  )
}

const Tools = ({ loop, board }: { loop: Loop | undefined; board: BoardState }) => {
  const { t } = useTranslation('insights')
  const fresh = useFreshness(loop?.freshness)
  const refresh = useRefreshFacts()
  const saved = useSavedViews({ page: 'board', path: patterns.board, passing: ['rows', 'bucket', 'reason'] })
  const share = async () => {
    await navigator.clipboard.writeText(board.link())
    toast({ text: t('shared') })
  }
  return (
    <span className="row lb-tools">
      {loop && (
        <IconButton
          icon="loop"
          label={`${t('fresh.now')} · ${fresh}`}
          disabled={refresh.sending}
          onClick={() => void refresh.send({}).catch(() => {})}
        />
      )}
      <ViewPicker saved={saved} />
      <Button icon="link" onClick={() => void share()}>
        {t('share')}
      </Button>
    </span>
  )
}

/** The loop board: from what was spent to what came back, every figure answering for itself. */
export const Board = () => {
  const { t } = useTranslation('insights')
  const board = useBoard()
  const place = usePlace()
  const phone = usePhone()
  const { data, problem, reload } = useRead(readLoop, { query: board.query }, { refetchSeconds: 120 })
  const tools = <Tools loop={data} board={board} />
  return (
    <Page title={t('title')} note={place?.name}>
      <Split drawer={board.rows && data && <RowsDrawer key={board.rows} metric={board.rows} board={board} />}>
        <div className="lb">
          {phone && tools}
          <FilterBar filters={board.filters} end={!phone && tools} />
          {problem &&
            !data &&
            (isAway(problem) ? <Away onRetry={reload} /> : <Problem problem={problem} onRetry={reload} />)}
          {data?.empty && (
            <Panel title={t('hero.title')} flush>
              <EmptyBoard why={data.empty} board={board} />
            </Panel>
          )}
          {(data ? !data.empty : !problem) && <Figures loop={data} board={board} />}
        </div>
      </Split>
    </Page>
  )
}
