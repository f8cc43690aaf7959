const looked = 3

const isCut = (element: HTMLElement) =>
  element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === 'ellipsis'

/** Text that its box cuts off shows itself whole under the pointer; where a screen says a title itself, that one stays. */
export const showWholeText = () => {
  document.addEventListener('mouseover', ({ target }) => {
    let element = target instanceof HTMLElement ? target : null
    for (let step = 0; element && step < looked; step++, element = element.parentElement) {
      const own = element.dataset.whole !== undefined
      if (!own && element.title) return
      const cut = isCut(element) && !element.querySelector('[title]')
      if (cut) {
        element.title = element.textContent.trim()
        element.dataset.whole = ''
        return
      }
      // It has room again, or holds something else now.
      if (own) {
        element.removeAttribute('title')
        delete element.dataset.whole
      }
    }
  })
}
