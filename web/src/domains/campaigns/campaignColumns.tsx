import { useTranslation } from 'react-i18next'
import type { CampaignLine } from '../../../../contract/campaigns.ts'
import type { Column } from '../../ui/columns.tsx'
import { Meter, Money } from '../../ui/Figures.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useMediumWords } from './useMedia.ts'

type State = CampaignLine['state']
export const CampaignState = ({ state }: { state: State }) => {
  const { t } = useTranslation('campaigns')
  const looks = { planned: 'outline', running: 'solid', ended: 'plain' } as const
  return <StateTag look={looks[state]}>{t(`state.${state}`)}</StateTag>
}

const ShareOfBudget = ({ line }: { line: CampaignLine }) => {
  const format = useFormat()
  if (line.budgetFen === null || line.spendFen === null || line.budgetFen === 0)
    return <span className="q">–</span>
  const share = line.spendFen / line.budgetFen
  return (
    <span className="cp-share">
      <Meter share={share} label={format.percent(share, 0)} />
      <b>{format.percent(share, 0)}</b>
    </span>
  )
}

export const useCampaignColumns = (money: boolean): Column<CampaignLine>[] => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const medium = useMediumWords()
  const cut = (text: string) => (
    <span className="cut" title={text}>
      {text}
    </span>
  )
  const flight = (line: CampaignLine) =>
    t('flight', { from: format.day(line.startsOn), to: format.day(line.endsOn) })
  const figures: Column<CampaignLine>[] = [
    {
      key: 'spend',
      title: t('column.spend'),
      width: 112,
      number: true,
      cell: (line) => <Money fen={line.spendFen} short />,
    },
    {
      key: 'budget',
      title: t('column.budget'),
      width: 112,
      number: true,
      cell: (line) => <Money fen={line.budgetFen} short />,
    },
    {
      key: 'share',
      title: t('column.share'),
      width: 132,
      number: true,
      cell: (line) => <ShareOfBudget line={line} />,
    },
  ]
  return [
    {
      key: 'name',
      title: t('column.name'),
      always: true,
      cell: (line) => (
        <b className="cut" title={line.name}>
          {line.name}
        </b>
      ),
    },
    {
      key: 'state',
      title: t('column.state'),
      width: 92,
      cell: (line) => <CampaignState state={line.state} />,
    },
    { key: 'medium', title: t('column.medium'), width: 112, cell: (line) => cut(medium(line.medium)) },
    { key: 'brand', title: t('column.brand'), width: 84, cell: (line) => cut(line.brand.name) },
    {
      key: 'region',
      title: t('column.region'),
      width: 116,
      cell: (line) => cut(line.region?.name ?? t('whole')),
    },
    { key: 'flight', title: t('column.flight'), width: 236, cell: (line) => cut(flight(line)) },
    ...(money ? figures : []),
    {
      key: 'code',
      title: t('column.code'),
      width: 112,
      cell: (line) => <span className="mono q2">{line.code}</span>,
    },
  ]
}
