import { useTranslation } from 'react-i18next'
import {
  type Board,
  type BoardGroup,
  boardGroups,
  boardPath,
  listBoards,
  listSubscriptions,
  removeSubscription,
  type Subscription,
} from '../../../../../contract/boards.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import './boards.css'
import { useRhythmWords } from './useRhythmWords.ts'

const Card = ({ board, usual }: { board: Board; usual: boolean }) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  return (
    <li>
      <Anchor to={boardPath(board.key, board.filters)} className="bd-card">
        <b>
          <span className="cut">{say(board.title)}</span>
          {usual && <StateTag look="outline">{t('usual')}</StateTag>}
          {board.mine && board.shared && <StateTag icon="users">{t('sharedTag')}</StateTag>}
        </b>
        <span className="cap">{board.note ? say(board.note) : '–'}</span>
        <span className="cap">{t('tiles', { n: board.tileCount })}</span>
      </Anchor>
    </li>
  )
}

const Group = ({
  group,
  boards,
  opensWith,
}: {
  group: BoardGroup
  boards: Board[]
  opensWith: string | null
}) => {
  const { t } = useTranslation('boards')
  const go = useGo()
  const mine = boards.filter((board) => board.group === group)
  if (mine.length === 0 && group !== 'own') return null
  return (
    <Panel title={t(`groups.${group}`)} note={t(`groupNotes.${group}`)}>
      {mine.length === 0 ? (
        <Empty
          icon="count"
          title={t('noneOwn')}
          action={<Button onClick={() => go(paths.newBoard())}>{t('new')}</Button>}
        />
      ) : (
        <ul className="bd-cards">
          {mine.map((board) => (
            <Card key={board.key} board={board} usual={board.key === opensWith} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

const Subscriptions = () => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const format = useFormat()
  const words = useRhythmWords()
  const { data, problem, reload } = useRead(listSubscriptions, {})
  const remove = useWrite(removeSubscription, {
    refresh: ['/api/insights/subscriptions'],
    done: () => t('subscribe.removed'),
  })
  const nameOf = ({ title }: Subscription) => (title ? say(title) : t('subscribe.gone'))
  return (
    <Panel
      flush
      title={t('subscribe.mine')}
      note={data && (data.mailReady ? data.email : t('subscribe.noMailShort'))}
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={2} />}
      {data && (
        <PlainTable
          low
          label={t('subscribe.mine')}
          rows={data.items}
          id={(row) => row.id}
          empty={t('subscribe.none')}
          columns={[
            {
              key: 'board',
              title: t('board'),
              cell: (row) =>
                row.title ? (
                  <Anchor to={boardPath(row.board, row.filters)}>{nameOf(row)}</Anchor>
                ) : (
                  nameOf(row)
                ),
            },
            { key: 'rhythm', title: t('subscribe.rhythm'), width: 200, cell: (row) => words.whole(row) },
            {
              key: 'next',
              title: t('subscribe.next'),
              width: 170,
              cell: (row) => (row.title ? format.instant(row.nextAt) : '–'),
            },
            {
              key: 'sent',
              title: t('subscribe.sent'),
              width: 170,
              cell: (row) => (row.sentAt ? format.instant(row.sentAt) : '–'),
            },
            {
              key: 'remove',
              title: '',
              width: 56,
              cell: (row) => (
                <IconButton
                  icon="trash"
                  label={t('subscribe.remove', { name: nameOf(row) })}
                  onClick={() => void remove.send({ params: { id: row.id } }).catch(() => {})}
                />
              ),
            },
          ]}
        />
      )}
    </Panel>
  )
}

/** Every board of this reader: those of the roles, the seven analyses, own ones and shared ones. */
export const BoardsPage = () => {
  const { t } = useTranslation('boards')
  const { t: plans } = useTranslation('plans')
  const go = useGo()
  const { data, problem, reload } = useRead(listBoards, {})
  useKeys([{ keys: 'n', label: t('new'), run: () => go(paths.newBoard()) }])
  return (
    <Page title={t('title')}>
      <div className="lb bd">
        <div className="row bd-head">
          <p className="cap">{t('lead')}</p>
          <span className="end row">
            <Button icon="flag" onClick={() => go(paths.plans())}>
              {plans('title')}
            </Button>
            <Button icon="search" onClick={() => go(paths.explore())}>
              {t('explore.title')}
            </Button>
            <Button look="primary" icon="plus" onClick={() => go(paths.newBoard())}>
              {t('new')}
            </Button>
          </span>
        </div>
        {problem && <Problem problem={problem} onRetry={reload} />}
        {!data && !problem && <Bones rows={8} />}
        {data &&
          boardGroups.map((group) => (
            <Group key={group} group={group} boards={data.items} opensWith={data.opensWith} />
          ))}
        <Subscriptions />
      </div>
    </Page>
  )
}
