import { useTranslation } from 'react-i18next'
import { type Customer, readCustomer, readTimeline, revealCustomer } from '../../../../contract/customers.ts'
import { call } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { useList, useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { When } from '../../ui/Figures.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Masked } from '../../ui/Masked.tsx'
import { Facts, Section } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useGo } from '../../ui/useGo.ts'
import { salutationIn } from '../../ui/useSalutation.ts'
import { Marks } from './customerColumns.tsx'
import { useEventWords } from './page/eventWords.ts'
import { useSourceName } from './words.ts'

const Inside = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('customers')
  const sourceName = useSourceName()
  const words = useEventWords()
  const past = useList(readTimeline, { params: { id: customer.id }, query: { limit: 6 } })
  const rows: [string, string | null][] = [
    [t('field.stage'), t(`stage.${customer.stage}`)],
    [t('field.divisionCode'), customer.place],
    [t('field.company'), customer.fields.company.value],
    [t('column.dealers'), customer.dealers.map((dealer) => dealer.name).join(' · ') || null],
    [t('field.plates'), customer.plates.join(' · ') || null],
    [t('column.source'), customer.firstSource && sourceName(customer.firstSource)],
  ]
  const facts = rows.flatMap(([label, value]) =>
    value ? [{ key: label, label, value: <span title={value}>{value}</span> }] : [],
  )
  return (
    <>
      <Facts
        items={[...facts, { key: 'seen', label: t('column.seen'), value: <When at={customer.seenAt} /> }]}
      />
      {customer.nextQuestion && (
        <>
          <Section title={t('question.title')} />
          <p className="q2">{t(`question.ask.${customer.nextQuestion}`)}</p>
        </>
      )}
      <Section title={t('timeline.title')} />
      {past.problem && <Problem problem={past.problem} onRetry={past.reload} />}
      {past.items.length === 0 && !past.loading && <p className="cap">{t('timeline.none')}</p>}
      <Timeline
        items={past.items.slice(0, 6).map((item) => ({ id: item.id, at: item.at, ...words(item) }))}
      />
    </>
  )
}

type Props = {
  id: string
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** Enough of the lifetime record to decide whether to open it. */
export const Preview = ({ id, onClose, onPrevious, onNext }: Props) => {
  const { t } = useTranslation('customers')
  const go = useGo()
  const { data, problem, reload } = useRead(readCustomer, { params: { id } })
  const mayReveal = useCan('customers.reveal')
  const phone = data?.fields.phone.value
  const reveal = async (reason: string) =>
    (await call(revealCustomer, { params: { id }, body: { field: 'phone', reason } })).values.join(' · ')
  return (
    <SideDrawer
      title={data?.fields.name.value ?? t('one')}
      sub={salutationIn(data?.fields.salutation.value) ?? ''}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      pageTo={paths.customer(id)}
      head={
        data && (
          <>
            {phone && (
              <Masked value={phone} label={t('field.phone')} reveal={mayReveal ? reveal : undefined} />
            )}
            <span className="grow" />
            <StateTag look="outline">{t(`kind.${data.kind}`)}</StateTag>
            <Marks row={data} />
          </>
        )
      }
      footer={
        <Button look="primary" big onClick={() => go(paths.customer(id))}>
          {t('one')}
        </Button>
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && [1, 2, 3, 4].map((bar) => <i key={bar} className="bone" />)}
      {data && <Inside key={data.id} customer={data} />}
    </SideDrawer>
  )
}
