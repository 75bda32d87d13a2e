using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>The sample answers are read in as they say that they are.</summary>
public sealed class AnswersTests
{
    [Fact]
    public async Task When_the_answers_say_what_they_come_after_then_their_times_say_the_same()
    {
        var plan = (await ContentLoader.LoadAsync(Path.Combine(AppContext.BaseDirectory, "content", "malmo"))).Year(2024).Plan;
        var deadline = plan.Dates.Deadline.Date;
        var reminded = plan.Reminders.Select(r => Reminding.DueAt(r, deadline)).Min();

        Assert.All(BodyAnswers.ReadAll(Path.Combine(AppContext.BaseDirectory, "answers")), answers => Assert.Equal(answers.After, answers.Submits switch
        {
            null => "never",
            var at when at >= WorkingDays.EndOf(deadline) => "late",
            var at when at >= reminded => "reminder",
            _ => "early",
        }));
    }
}
