{% autoescape off %}import { start } from "{% static "technician/worker.js" %}?v={{ version }}";

start({ version: "{{ version }}", scope: "{{ scope }}", shell: [{% for path in shell %}"{{ path }}"{% if not forloop.last %}, {% endif %}{% endfor %}] });
{% endautoescape %}