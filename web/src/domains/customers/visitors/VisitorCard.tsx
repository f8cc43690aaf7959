import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  attachBrowser,
  type Browser,
  detachBrowser,
  readBrowsers,
} from '../../../../../contract/customer-visitors.ts'
import { call } from '../../../app/client.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { dayOf } from '../../../ui/dates.ts'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Explain } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { Visits } from './Visits.tsx'
import './visitors.css'

const Evidence = ({ browser }: { browser: Browser }) => {
  const { t } = useTranslation('visitors')
  const format = useFormat()
  const words = browser.evidence.map(
    ({ how, times, lastAt }) =>
      `${t(`how.${how}`, { n: times })} (${t('last', { day: format.dayAt(lastAt, true) })})`,
  )
  return <p className="q2">{words.join(' · ')}</p>
}

const Seen = ({ browser }: { browser: Browser }) => {
  const { t } = useTranslation('visitors')
  const format = useFormat()
  if (!browser.shown) return <p className="cap">{t('hidden')}</p>
  if (!browser.firstAt || !browser.lastAt) return <p className="cap">{t('noPages')}</p>
  const [first, last] = [format.dayAt(browser.firstAt, true), format.dayAt(browser.lastAt, true)]
  return (
    <p className="cap">
      {[
        first === last ? first : t('span', { first, last }),
        t('pages', { n: format.number(browser.pages) }),
        ...browser.series.slice(0, 3).map(({ name, pages }) => `${name} ${format.number(pages)}`),
      ].join(' · ')}
    </p>
  )
}

/** A browser's cart goes with it, and what is next for the customer with that. */
const refresh = ['/api/customers', '/api/insights/next-actions']

/** Detaching says why and can be taken back from the toast, or later on the card. */
const useLinking = (id: string, visitorId: string) => {
  const { t } = useTranslation('visitors')
  const params = { id, visitorId }
  const detach = useWrite(detachBrowser, {
    refresh,
    done: () => t('detached'),
    undo: () => call(attachBrowser, { params }),
  })
  const attach = useWrite(attachBrowser, { refresh, done: () => t('attached') })
  return {
    busy: detach.sending || attach.sending,
    async detach() {
      const answer = await ask({
        title: t('detachTitle'),
        text: t('detachText'),
        confirm: t('detach'),
        reasons: [t('detachReasons.shop'), t('detachReasons.family'), t('detachReasons.other')],
      })
      if (answer) await detach.send({ params, body: { reason: answer.reason } }).catch(() => {})
    },
    attach: () => attach.send({ params }).catch(() => {}),
  }
}

const BrowserLine = ({ id, browser }: { id: string; browser: Browser }) => {
  const { t } = useTranslation('visitors')
  const format = useFormat()
  const mayEdit = useCan('customers.edit')
  const linking = useLinking(id, browser.id)
  const { detached, sharedWith } = browser
  const act = detached ? linking.attach : linking.detach
  return (
    <li className={classes('vis-line', detached !== null && 'off')}>
      <div className="row">
        <b className="cut">{t('name', { tail: browser.id.slice(-4) })}</b>
        {!detached && (
          <Explain
            name={t('isTheirs')}
            figure={format.percent(browser.confidence, 0)}
            explain={{
              definition: t('explain.definition'),
              formula: t('explain.formula'),
              owner: t('explain.owner'),
            }}
          />
        )}
        <span className="end">
          <Button
            look="quiet"
            icon={detached ? 'undo' : 'x'}
            busy={linking.busy}
            disabled={!mayEdit}
            title={mayEdit ? undefined : t('mayNot')}
            onClick={() => void act()}
          >
            {t(detached ? 'attach' : 'detach')}
          </Button>
        </span>
      </div>
      <Evidence browser={browser} />
      {detached ? (
        <p className="cap">
          {[t('isDetached', { name: detached.by }), format.dayAt(detached.at, true), detached.reason]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : (
        <Seen browser={browser} />
      )}
      {!detached && sharedWith > 0 && (
        <div>
          <StateTag look="outline" icon="users" title={t('sharedWhy')}>
            {t('shared', { n: sharedWith })}
          </StateTag>
        </div>
      )}
    </li>
  )
}

/**
 * The customer's browsers, how sure they are theirs and why, and what was looked at, of a lead until it came (`until`, an
 * instant); nothing where there is none.
 */
export const VisitorCard = ({ id, until }: { id: string; until?: string }) => {
  const { t } = useTranslation('visitors')
  const { data } = useRead(readBrowsers, { params: { id } })
  const [all, setAll] = useState(false)
  if (!data || data.browsers.length === 0) return null
  const visits = data.visits.filter(({ day }) => until === undefined || day <= dayOf(until))
  return (
    <Panel
      title={t(until === undefined ? 'title' : 'titleBefore')}
      end={<span className="cap">{t('count', { n: data.browsers.length })}</span>}
      flush
    >
      <ul>
        {data.browsers.map((browser) => (
          <BrowserLine key={browser.id} id={id} browser={browser} />
        ))}
      </ul>
      <Visits visits={visits} all={all} onAll={() => setAll(true)} />
    </Panel>
  )
}
