/** The parts of the page that do not depend on any message. */
export const PAGE_BODY = `
<header class="bar">
  <a class="brand" href="#" aria-label="Local mailbox, show the list">
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><rect x="2" y="6" width="28" height="20" rx="4" fill="currentColor"/><path d="m6 11 10 7 10-7" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>
    <span>Local mailbox</span>
  </a>
  <p class="promise">Mail stops here. Nothing reached a real inbox.</p>
  <p class="status" id="status" role="status"></p>
  <button type="button" class="quiet" id="clear">Delete all</button>
</header>
<main class="panes" id="panes" data-view="list">
  <section class="list-pane" aria-label="Messages">
    <div class="search">
      <input type="search" id="search" placeholder="Search address or subject" aria-label="Search address or subject" autocomplete="off" spellcheck="false">
      <span class="count" id="count" aria-live="polite"></span>
    </div>
    <div class="list-scroll" id="scroll" tabindex="-1">
      <ol class="list" id="list"></ol>
      <div class="more" id="more" hidden>Loading more…</div>
      <div class="empty" id="empty" hidden>
        <h2 id="empty-title"></h2>
        <p id="empty-text"></p>
      </div>
    </div>
    <p class="keys"><kbd>j</kbd> <kbd>k</kbd> next, previous <span>·</span> <kbd>/</kbd> search <span>·</span> <kbd>1</kbd>–<kbd>5</kbd> tabs</p>
  </section>
  <section class="message-pane" id="message" aria-label="Message">
    <div class="placeholder" id="placeholder"><p>Choose a message to read it.</p></div>
    <article id="article" hidden>
      <div class="head">
        <a class="back" id="back" href="#">‹ All messages</a>
        <h1 id="subject" dir="auto" tabindex="-1"></h1>
        <dl class="people" id="people"></dl>
        <div class="strip" id="unsubscribe" hidden></div>
        <ul class="files" id="files" hidden></ul>
      </div>
      <div class="tools">
        <div class="tabs" id="tabs" role="tablist" aria-label="Views of the message">
          <button type="button" role="tab" id="tab-html" data-tab="html" aria-controls="view">HTML</button>
          <button type="button" role="tab" id="tab-text" data-tab="text" aria-controls="view">Text</button>
          <button type="button" role="tab" id="tab-links" data-tab="links" aria-controls="view">Links</button>
          <button type="button" role="tab" id="tab-headers" data-tab="headers" aria-controls="view">Headers</button>
          <button type="button" role="tab" id="tab-source" data-tab="source" aria-controls="view">Source</button>
        </div>
        <div class="options" id="options">
          <label>Images
            <select id="images">
              <option value="local">from this computer</option>
              <option value="all">from anywhere</option>
              <option value="none">none</option>
            </select>
          </label>
          <div class="switch" role="group" aria-label="Width">
            <button type="button" data-width="desktop" aria-pressed="true">Desktop</button>
            <button type="button" data-width="mobile" aria-pressed="false">Mobile</button>
          </div>
        </div>
      </div>
      <div class="view" id="view" role="tabpanel" tabindex="0"></div>
    </article>
  </section>
</main>`;
