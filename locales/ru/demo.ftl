### Демонстрация: моменты машины времени.

demo-day-before = За день до { $event }
demo-event-school = Региональной школы
demo-event-artek = Артека
demo-event-forum = форума «Наставник»
