namespace Arshjulet.Model.Tests;

/// <summary>A body is asked the questions that are for its kind and its own items, and no others.</summary>
public class QuestionsForTests
{
    private static readonly Body Culture = City.Committee;
    private static readonly Section Films = Sample.Section(
        "filmer",
        [Sample.Statement("undertext", Sample.Test), Sample.Statement("syntolkning", Sample.Test)]) with
    {
        Items = [new("film-1", "Biblioteken", Culture.Id), new("film-2", "Badhusen", "fritidsnamnden"), new("film-3", "Museerna", Culture.Id)],
    };

    [Fact]
    public void Questions_about_items_are_asked_for_each_of_the_bodys_own_items()
    {
        var asked = Sample.Of("dos", Films).QuestionsFor(Culture);
        Assert.Equal(["film-1.undertext", "film-1.syntolkning", "film-3.undertext", "film-3.syntolkning"], asked.Select(q => q.Key));
        Assert.Equal(["Biblioteken", "Biblioteken", "Museerna", "Museerna"], asked.Select(q => q.Group!));
        Assert.Equal(["undertext", "syntolkning"], asked.Select(q => q.BareKey).Distinct());
    }

    [Fact]
    public void A_body_has_its_own_items_and_no_others()
    {
        Assert.Equal(["film-1", "film-3"], Sample.Of("dos", Films).ItemsOf(Culture).Select(i => i.Key));
        Assert.Empty(Sample.Of("dos", Films).ItemsOf(City.Company));
        Assert.Empty(Sample.Of("dos", Films with { For = [BodyKind.Company] }).ItemsOf(Culture));
    }

    [Fact]
    public void A_body_without_items_is_not_asked_about_them_and_not_asked_the_form_if_that_is_all_of_it()
    {
        Assert.Empty(Sample.Of("dos", Films).QuestionsFor(City.Company));
        Assert.False(Sample.Of("dos", Films).IsFor(City.Company));
        Assert.True(Sample.Of("dos", Films).IsFor(Culture));
    }

    [Fact]
    public void A_section_for_committees_is_not_seen_by_companies_and_a_form_for_committees_is_not_asked_of_them()
    {
        var form = Sample.Of("f", Sample.Section("a", [Sample.Text("a1")]) with { For = [BodyKind.Committee] }, Sample.Section("b", [Sample.Text("b1")]));
        Assert.Equal(["a1", "b1"], form.QuestionsFor(Culture).Select(q => q.Key));
        Assert.Equal(["b1"], form.QuestionsFor(City.Company).Select(q => q.Key));
        Assert.False((form with { For = [BodyKind.Committee] }).IsFor(City.Company));
    }

    [Fact]
    public void A_section_without_questions_is_not_shown() => Assert.Empty(Sample.Of("f", Sample.Section("tom", [])).SectionsFor(Culture));

    [Fact]
    public void Free_text_has_no_scale_and_a_statement_has_the_one_it_names()
    {
        Assert.Null(Sample.Ai.ScaleOf(Sample.Text("f1")));
        Assert.Same(Sample.Yes, Sample.Ai.ScaleOf(Sample.Statement("p1", Sample.Yes)));
    }
}
