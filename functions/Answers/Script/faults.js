// Shows validation errors beside their fields, with the same markup as the server's.

export function addFault(question, message, field) {
  const control = { k: question.comment, u: question.evidence }[field[0]] ?? question.value;
  const id = `${(control ?? question.radios[0]).name}-fel`;
  let place = document.getElementById(id);
  if (!place) {
    place = document.createElement('p');
    place.className = 'ds-validation-message';
    place.dataset.color = 'danger';
    place.dataset.live = 'ja';
    place.id = id;
    question.note.before(place);
  }

  place.textContent = message;
  control?.setAttribute('aria-invalid', 'true');
  describe(control, [...describedBy(control), id]);
}

// Also removes errors that the server wrote on the page, and their lines in the summary.
export function clearFaults(question) {
  question.element.querySelectorAll('.ds-validation-message[id$="-fel"]').forEach(place => {
    const control = document.getElementById(place.id.slice(0, -'-fel'.length));
    control?.removeAttribute('aria-invalid');
    describe(control, describedBy(control).filter(id => id !== place.id));
    document.querySelectorAll('#fel a').forEach(link => link.getAttribute('href') === `#${control?.id}` && link.closest('li').remove());
    place.remove();
  });
  if (!document.querySelector('#fel li')) {
    document.getElementById('fel')?.remove();
  }
}

const describedBy = control => (control?.getAttribute('aria-describedby') ?? '').split(' ');

function describe(control, ids) {
  const places = [...new Set(ids.filter(Boolean))].join(' ');
  if (places) {
    control?.setAttribute('aria-describedby', places);
  } else {
    control?.removeAttribute('aria-describedby');
  }
}
