import { useTranslation } from 'react-i18next'
import { previewBulk, startBulk, undoBulk } from '../../../../../contract/dispatch.ts'
import { call } from '../../../app/client.ts'
import { refresh, useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Stat, StatStrip } from '../../../ui/Stat.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { everywhere } from '../everywhere.ts'
import type { Part } from './useBoard.ts'

const most = 10

/** What the rules would do with everything that waits, before they do it; a wrong one can be taken back afterwards. */
export const BulkDispatch = ({ part, onClose }: { part: Part; onClose: () => void }) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const { data, problem, reload } = useRead(previewBulk, { body: part })
  const write = useWrite(startBulk, {
    refresh: [...everywhere, '/api/jobs'],
    done: () => t('bulkDispatch.started', { n: format.number(data?.sent ?? 0) }),
    undo: async (reply) => {
      const { undone, kept } = await call(undoBulk, { params: { id: reply.bulkId } })
      await refresh(...everywhere)
      toast({ text: t('bulkDispatch.undone', { undone, kept }) })
    },
    onDone: onClose,
  })
  const sent = data?.sent ?? 0
  return (
    <Dialog
      open
      width={640}
      title={t('bulkDispatch.title')}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            big
            look="primary"
            busy={write.sending}
            disabled={sent === 0}
            title={data && sent === 0 ? t('bulkDispatch.none') : undefined}
            onClick={() => void write.send({ body: part }).catch(() => {})}
          >
            {t('bulkDispatch.run', { n: format.number(sent) })}
          </Button>
        </div>
      }
    >
      <div className="db-bulk">
        <p className="q2">{t('bulkDispatch.text')}</p>
        {problem && <Problem problem={problem} onRetry={reload} />}
        {!data && !problem && <span className="bone" />}
        {data && (
          <>
            <StatStrip>
              <Stat name={t('bulkDispatch.leads')} figure={format.number(data.leads)} />
              <Stat name={t('bulkDispatch.sent')} figure={format.number(data.sent)} />
              <Stat name={t('bulkDispatch.noConsent')} figure={format.number(data.noConsent)} />
              <Stat name={t('bulkDispatch.noDealer')} figure={format.number(data.noDealer)} />
              <Stat name={t('bulkDispatch.tie')} figure={format.number(data.tie)} />
            </StatStrip>
            <PlainTable
              low
              label={t('bulkDispatch.byDealer')}
              rows={data.byDealer.slice(0, most)}
              id={(one) => one.dealerId}
              empty={t('bulkDispatch.none')}
              columns={[
                {
                  key: 'name',
                  title: t('bulkDispatch.byDealer'),
                  cell: (one) => <span title={one.name}>{one.name}</span>,
                },
                {
                  key: 'n',
                  title: t('bulkDispatch.count'),
                  width: 80,
                  number: true,
                  cell: (one) => format.number(one.leads),
                },
              ]}
            />
            {data.byDealer.length > most && (
              <p className="cap">{t('bulkDispatch.rest', { n: data.byDealer.length - most })}</p>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}
