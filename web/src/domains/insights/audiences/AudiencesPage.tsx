import { useTranslation } from 'react-i18next'
import { type Audience, listAudiences } from '../../../../../contract/audiences.ts'
import { paths } from '../../../app/paths.ts'
import { useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import '../insights.css'
import './audiences.css'
import { useRuleWords } from './useRuleWords.ts'

const useColumns = (): Column<Audience>[] => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  const words = useRuleWords()
  const ruleOf = (row: Audience) => words(row.criteria).join(' · ')
  return [
    {
      key: 'name',
      title: t('name'),
      width: 220,
      always: true,
      cell: (row) => (
        <span className="row">
          <b className="cut">{row.name}</b>
          {row.shared && <StateTag icon="users">{t(row.mine ? 'sharedTag' : 'sharedWithMe')}</StateTag>}
        </span>
      ),
    },
    {
      key: 'rule',
      title: t('rule'),
      cell: (row) => (
        <span className="cut q2" title={ruleOf(row)}>
          {ruleOf(row)}
        </span>
      ),
    },
    {
      key: 'size',
      title: t('size'),
      width: 96,
      number: true,
      cell: (row) => (row.taken?.size == null ? '–' : format.number(row.taken.size)),
    },
    {
      key: 'change',
      title: `${t('joined')} / ${t('gone')}`,
      width: 120,
      number: true,
      cell: ({ taken }) =>
        taken?.joined == null
          ? '–'
          : t('change', { joined: format.number(taken.joined), gone: format.number(taken.gone ?? 0) }),
    },
    {
      key: 'taken',
      title: t('taken'),
      width: 230,
      cell: ({ taken, jobId }) => {
        if (jobId) return t('running')
        return taken ? t('version', { n: taken.number, at: format.instant(taken.at, true) }) : t('never')
      },
    },
  ]
}

/** Every audience of this reader: own ones and those shared. */
export const AudiencesPage = () => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  const words = useRuleWords()
  const go = useGo()
  const may = useCan('insights.audiences')
  const list = useList(listAudiences, {}, { fallbackSeconds: 15 })
  const columns = useColumns()
  const create = () => go(paths.newAudience())
  useKeys(may ? [{ keys: 'n', label: t('new'), run: create }] : [])
  const button = may && (
    <Button look="primary" icon="plus" onClick={create}>
      {t('new')}
    </Button>
  )
  return (
    <Page title={t('title')}>
      <div className="row au-head">
        <p className="cap">{t('lead')}</p>
        <span className="end">{button}</span>
      </div>
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        id={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => go(paths.audience(row.id))}
        empty={
          <Empty icon="filter" title={t('none')} action={button}>
            {t('noneText')}
          </Empty>
        }
        card={(row) => (
          <PhoneCard
            name={row.name}
            lines={[
              row.taken?.size == null ? t('never') : `${t('size')} ${format.number(row.taken.size)}`,
              words(row.criteria).join(' · '),
            ]}
          />
        )}
      />
    </Page>
  )
}
