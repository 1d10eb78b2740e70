{# What changes with every harvest and stands on every page: loaded by each, so that the pages keep their bytes. #}
{% import "macros.html" as m with context %}
{% set said %}{% if site.day %}{% trans when=m.time(site.day) %}Last harvest {{ when }}.{% endtrans %} {% endif %}{% include "harvest.html" %}{% endset %}
"use strict";
(() => {
  const foot = document.getElementById("harvest");
  const days = {{ days|tojson }};
  const old = {{ old|tojson }};
  const age = Math.floor((Date.now() - Date.parse({{ site.day|tojson }})) / 864e5);
  foot?.prepend({{ said|striptags|tojson }}, " ");
  if (age > old) {
    foot?.classList.add("old");
    foot?.prepend({{ _("No harvest for # days: this copy may be out of date.")|tojson }}.replace("#", age), " ");
  }
  for (const one of document.querySelectorAll("[data-read]")) {
    const read = days.find(([, , sources]) => sources.includes(one.dataset.read));
    if (!read) continue;
    const time = document.createElement("time");
    time.dateTime = read[0];
    time.textContent = read[1];
    one.replaceChildren(time);
  }
})();
