import { useTranslation } from 'react-i18next'
import { listAudienceMembers } from '../../../../../contract/audiences.ts'
import { paths } from '../../../app/paths.ts'
import { useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { Bones } from '../Bones.tsx'

/** Who is in it, as far as the reader may see them; who joined last first. */
export const Members = ({ id }: { id: string }) => {
  const { t } = useTranslation('audiences')
  const { t: worth } = useTranslation('value')
  const { t: ui } = useTranslation('ui')
  const may = useCan('customers.read')
  const list = useList(listAudienceMembers, { params: { id } }, { enabled: may })
  if (!may) return null
  return (
    <Panel flush title={t('members')} note={t('membersNote')}>
      {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
      {list.loading && <Bones rows={6} />}
      {!list.loading && !list.problem && (
        <PlainTable
          label={t('members')}
          rows={list.items}
          id={(row) => row.id}
          empty={<Empty icon="users" title={t('noMembers')} />}
          columns={[
            {
              key: 'name',
              title: t('name'),
              width: 180,
              cell: (row) => (
                <Anchor to={paths.customer(row.id)}>
                  <b>{row.name}</b>
                </Anchor>
              ),
            },
            { key: 'phone', title: t('phone'), width: 140, cell: (row) => row.phone ?? '–' },
            {
              key: 'class',
              title: t('criterion.valueClass'),
              width: 120,
              cell: (row) => (row.valueClass ? worth(`classes.${row.valueClass}`) : '–'),
            },
            {
              key: 'stage',
              title: t('criterion.valueStage'),
              width: 120,
              cell: (row) => (row.valueStage ? worth(`stages.${row.valueStage}`) : '–'),
            },
            {
              key: 'since',
              title: t('since'),
              width: 190,
              cell: (row) => <When at={row.sinceAt} short />,
            },
          ]}
        />
      )}
      {list.hasMore && (
        <div className="au-more">
          <Button busy={list.loadingMore} onClick={list.loadMore}>
            {ui('list.loadMore')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
