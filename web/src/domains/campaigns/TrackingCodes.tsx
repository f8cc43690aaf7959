import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addTrackingCode, type Campaign, removeTrackingCode } from '../../../../contract/campaigns.ts'
import { useWrite } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ask } from '../../ui/ask.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FieldRow, Form, useForm } from '../../ui/Form.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { FormSnippet } from './FormSnippet.tsx'
import { useMediumWords } from './useMedia.ts'

type Code = Campaign['trackingCodes'][number]
type Values = { code: string; medium: string; landingPage?: string }

const AddCode = ({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) => {
  const { t } = useTranslation('campaigns')
  const write = useWrite(addTrackingCode, {
    quiet: true,
    done: (made) => t('tracking.added', { code: made.code }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ code, medium, landingPage }) =>
    write.send({
      params: { id: campaign.id },
      body: { code, medium, landingPage: landingPage?.trim() || null },
    }),
  )
  return (
    <Dialog
      open
      title={t('tracking.add')}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big look="primary" busy={use.sending} onClick={use.submit}>
            {t('tracking.add')}
          </Button>
        </div>
      }
    >
      <Form use={use} initial={{ medium: campaign.medium }}>
        <FieldRow>
          <Field name="code" label={t('tracking.code')} hint={t('tracking.codeHint')} required>
            <Input maxLength={60} autoFocus />
          </Field>
          <Field name="medium" label={t('tracking.medium')} required>
            <Input maxLength={40} />
          </Field>
        </FieldRow>
        <Field name="landingPage" label={t('tracking.landing')}>
          <Input maxLength={500} inputMode="url" placeholder="https://" />
        </Field>
      </Form>
    </Dialog>
  )
}

/** The codes by which leads are counted here, each with a form to paste into a web page. */
export const TrackingCodes = ({ campaign }: { campaign: Campaign }) => {
  const { t } = useTranslation('campaigns')
  const medium = useMediumWords()
  const mayEdit = useCan('campaigns.edit')
  const [adding, setAdding] = useState(false)
  const [shown, setShown] = useState<string>()
  const remove = useWrite(removeTrackingCode, {})
  const retire = async ({ id, code }: Code) => {
    const answer = await ask({
      title: t('tracking.retireTitle', { code }),
      text: t('tracking.retireText'),
      danger: true,
    })
    if (answer) await remove.send({ params: { id: campaign.id, codeId: id } }).catch(() => {})
  }
  return (
    <Panel
      title={t('tracking.title')}
      note={t('tracking.note')}
      flush
      end={
        <Button
          icon="plus"
          disabled={!mayEdit}
          title={mayEdit ? undefined : t('noEdit')}
          onClick={() => setAdding(true)}
        >
          {t('tracking.add')}
        </Button>
      }
    >
      {campaign.trackingCodes.length === 0 ? (
        <Empty icon="link" title={t('tracking.none')} />
      ) : (
        <PlainTable
          label={t('tracking.title')}
          rows={campaign.trackingCodes}
          id={(code) => code.id}
          columns={[
            { key: 'code', title: t('tracking.code'), cell: (code) => <b className="mono">{code.code}</b> },
            { key: 'medium', title: t('tracking.medium'), width: 120, cell: (code) => medium(code.medium) },
            {
              key: 'landing',
              title: t('tracking.landing'),
              cell: (code) => (
                <span className="q2" title={code.landingPage ?? ''}>
                  {code.landingPage?.replace(/^https?:\/\//, '')}
                </span>
              ),
            },
            {
              key: 'do',
              title: '',
              width: 176,
              number: true,
              cell: (code) => (
                <>
                  <Button look="quiet" icon="doc" onClick={() => setShown(code.code)}>
                    {t('tracking.form')}
                  </Button>
                  {mayEdit && (
                    <IconButton
                      icon="trash"
                      label={t('tracking.retire', { code: code.code })}
                      onClick={() => void retire(code)}
                    />
                  )}
                </>
              ),
            },
          ]}
        />
      )}
      {adding && <AddCode campaign={campaign} onClose={() => setAdding(false)} />}
      <FormSnippet code={shown} onClose={() => setShown(undefined)} />
    </Panel>
  )
}
