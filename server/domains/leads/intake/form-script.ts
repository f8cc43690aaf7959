/** Words of the form in both languages; the page's own `lang` decides. */
const words = {
  zh: {
    name: '姓名',
    phone: '手机号',
    place: '所在城市',
    horizon: '计划购车',
    message: '留言（选填）',
    send: '提交',
    sending: '正在提交…',
    thanks: '已收到，谢谢。',
    failed: '提交失败，请检查后再试。',
    required: '必填',
    consent: '我单独同意将上述信息提供给就近的授权经销商，由其与我联系。不勾选也可以提交，将由总部与我联系。',
    horizons: { week: '一周内', month: '一个月内', quarter: '三个月内', later: '更晚或未定' },
  },
  en: {
    name: 'Name',
    phone: 'Mobile number',
    place: 'City',
    horizon: 'When do you plan to buy?',
    message: 'Message (optional)',
    send: 'Send',
    sending: 'Sending…',
    thanks: 'Received, thank you.',
    failed: 'Not sent; please check and try again.',
    required: 'required',
    consent:
      'I separately agree that these details are given to the nearest authorised dealer, who may contact me. You may send the form without this; then head office contacts you.',
    horizons: {
      week: 'Within a week',
      month: 'Within a month',
      quarter: 'Within three months',
      later: 'Later or not sure',
    },
  },
}

type Said = typeof words.zh
type Parts = { form: HTMLFormElement; box: HTMLInputElement; button: HTMLButtonElement; status: HTMLElement }

// The browser's part: functions, so that they are checked like the rest; they are sent as their own source text.

function buildForm(said: Said): Parts {
  const form = document.createElement('form')
  form.className = 'ringroad-form'
  form.noValidate = false
  const labelled = (field: HTMLElement, text: string, name: string, isRequired: boolean) => {
    const label = document.createElement('label')
    const caption = document.createElement('span')
    caption.textContent = isRequired ? `${text} (${said.required})` : text
    field.setAttribute('name', name)
    if (isRequired) field.setAttribute('required', '')
    label.append(caption, document.createElement('br'), field)
    const row = document.createElement('p')
    row.append(label)
    form.append(row)
    return field
  }
  const input = (name: string, text: string, isRequired: boolean, extra: Record<string, string> = {}) => {
    const field = document.createElement('input')
    for (const [key, value] of Object.entries(extra)) field.setAttribute(key, value)
    return labelled(field, text, name, isRequired)
  }
  input('name', said.name, true, { autocomplete: 'name', maxlength: '60' })
  input('phone', said.phone, true, { autocomplete: 'tel', type: 'tel', inputmode: 'tel', maxlength: '40' })
  input('division', said.place, false, { autocomplete: 'address-level2', maxlength: '60' })
  const choice = document.createElement('select')
  for (const [value, text] of [['', ''], ...Object.entries(said.horizons)])
    choice.append(new Option(text, value))
  labelled(choice, said.horizon, 'horizon', false)
  labelled(document.createElement('textarea'), said.message, 'message', false).setAttribute(
    'maxlength',
    '1000',
  )
  const trap = document.createElement('input')
  trap.name = 'website'
  trap.tabIndex = -1
  trap.autocomplete = 'off'
  trap.setAttribute('aria-hidden', 'true')
  trap.style.cssText = 'position:absolute;left:-9999px;width:1px;height:1px'
  const consent = document.createElement('p')
  const consentLabel = document.createElement('label')
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.name = 'dealerConsent'
  consentLabel.append(box, ` ${said.consent}`)
  consent.append(consentLabel)
  const button = document.createElement('button')
  button.textContent = said.send
  const status = document.createElement('p')
  status.setAttribute('role', 'status')
  form.append(trap, consent, button, status)
  return { form, box, button, status }
}

type Send = { url: URL; token: string; visitorId: string | undefined; series: string | undefined }

function sendOnSubmit(
  { form, box, button, status }: Parts,
  said: Said,
  { url, token, visitorId, series }: Send,
): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const entries = Object.fromEntries(
      [...new FormData(form)].filter(([key, value]) => value !== '' && key !== 'dealerConsent'),
    )
    button.disabled = true
    status.textContent = said.sending
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': document.documentElement.lang || 'zh-CN',
      },
      body: JSON.stringify({
        ...entries,
        token,
        visitorId,
        series,
        dealerConsent: box.checked,
        page: location.href.slice(0, 500),
      }),
    })
      .then(async (reply) => {
        if (reply.ok) return form.replaceChildren(Object.assign(status, { textContent: said.thanks }))
        const problem = await reply.json()
        status.textContent =
          problem.errors?.map((one: { message: string }) => one.message).join('; ') || problem.title
      })
      .catch(() => {
        status.textContent = said.failed
      })
      .finally(() => {
        button.disabled = false
      })
  })
}

/** The browser's own number, a UUIDv7 kept for the page's site; none, and none kept, unless the user agreed. */
function visitorOf(script: HTMLOrSVGScriptElement): string | undefined {
  const name = 'ringroad-visitor'
  try {
    if (script.dataset.visitor !== 'agreed') {
      localStorage.removeItem(name)
      return undefined
    }
    const kept = localStorage.getItem(name)
    if (kept && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(kept)) return kept
    const [time, drawn] = [
      Date.now().toString(16).padStart(12, '0'),
      crypto.getRandomValues(new Uint8Array(10)),
    ]
    const random = [...drawn].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const fresh = `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-a${random.slice(5, 8)}-${random.slice(8)}`
    localStorage.setItem(name, fresh)
    return fresh
  } catch {
    // A page may not be let into its own store.
    return undefined
  }
}

/** What is behind the question mark may name a person: it stays where it is. */
function tellVisit(url: URL, { token, visitorId, series }: Send): void {
  if (!visitorId) return
  const page = (location.origin + location.pathname).slice(0, 300)
  fetch(url, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, visitorId, page, series }),
  }).catch(() => {})
}

/** The shop's page says what its cart holds whenever it changes: `dispatchEvent(new CustomEvent('ringroad-cart', { detail }))`. */
function tellCarts(url: URL, { token, visitorId }: Send): void {
  if (!visitorId) return
  addEventListener('ringroad-cart', (event) => {
    const { cartId, state, items } = (event as CustomEvent).detail
    fetch(url, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, visitorId, cartId, state, items }),
    }).catch(() => {})
  })
}

/**
 * `<script src="https://…/api/forms/CODE/script.js"></script>` puts the form where it stands. With
 * `data-visitor="agreed"`, written by the page once its visitor agreed, the browser gets a number and the page is counted;
 * `detail` of a cart is `{ cartId, state: 'open' | 'ordered', items: [{ code, name, kind, quantity, priceFen }] }` (contract/carts.ts);
 * `data-series` says which series the page is about, `data-form="none"` leaves the form away.
 */
export const formScript = ({ code, token }: { code: string; token: string }): string => `(() => {
const script = document.currentScript
const words = ${JSON.stringify(words)}
const said = /^en/i.test(document.documentElement.lang) ? words.en : words.zh
${buildForm.toString()}
${sendOnSubmit.toString()}
${visitorOf.toString()}
${tellVisit.toString()}
${tellCarts.toString()}
const to = {
  url: new URL(${JSON.stringify(`/api/forms/${code}/leads`)}, script.src),
  token: ${JSON.stringify(token)},
  visitorId: ${visitorOf.name}(script),
  series: script.dataset.series || undefined,
}
${tellVisit.name}(new URL(${JSON.stringify(`/api/forms/${code}/visits`)}, script.src), to)
${tellCarts.name}(new URL(${JSON.stringify(`/api/forms/${code}/carts`)}, script.src), to)
if (script.dataset.form === 'none') return
const parts = ${buildForm.name}(said)
${sendOnSubmit.name}(parts, said, to)
script.after(parts.form)
})()
`
