using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>Each test class says in one line what it protects, and each test says in a sentence what holds.</summary>
public class TestStyleTests
{
    private static readonly (string File, TestClass Class)[] Classes =
        [.. from file in Repository.Files("tests", ".cs") from found in TestClass.In(Repository.Text(file)) select (file, found)];

    [Fact]
    public void Every_project_has_tests_to_look_at() => Assert.Equal(
        Repository.Files("tests", ".csproj").Where(p => p.EndsWith(".Tests.csproj", StringComparison.Ordinal)).Select(p => p.Split('/')[1]),
        Classes.Select(c => c.File.Split('/')[1]).Distinct());

    [Fact]
    public void Every_test_class_says_in_one_line_what_it_protects() =>
        Faults.AssertNone(Classes.Where(c => c.Class.Summary is null).Select(c => $"{c.File}: {c.Class.Name}"));

    [Fact]
    public void Every_test_class_is_called_Tests() =>
        Faults.AssertNone(Classes.Where(c => !c.Class.Name.EndsWith("Tests", StringComparison.Ordinal)).Select(c => $"{c.File}: {c.Class.Name}"));

    [Fact]
    public void Every_test_is_named_by_a_sentence() =>
        Faults.AssertNone(Classes.SelectMany(c => c.Class.Tests.Where(name => !TestClass.IsSentence(name)).Select(name => $"{c.File}: {name}")));

    [Theory]
    [InlineData("/// <summary>It holds.</summary>\npublic class ATests\n{\n    [Fact]\n    public void It_holds() { }\n}", "It holds.")]
    [InlineData(
        "/// <summary>It holds.</summary>\n[Collection(\"a\")]\npublic sealed class ATests(int a)\n{\n    [Fact]\n    public void It_holds() { }\n}",
        "It holds.")]
    [InlineData("public class ATests\n{\n    [Fact]\n    public void It_holds() { }\n}", null)]
    [InlineData(
        "/// <summary>\n/// It holds.\n/// </summary>\npublic class ATests\n{\n    [Theory]\n    [InlineData(1)]\n    public void It_holds(int a) { }\n}",
        null)]
    [InlineData("/// <summary>Another.</summary>\nrecord A(int B);\n\npublic class ATests\n{\n    [Property]\n    public bool It_holds() => true;\n}", null)]
    public void A_class_without_its_line_is_seen(string code, string? summary)
    {
        var found = Assert.Single(TestClass.In(code));
        Assert.Equal((summary, "It_holds"), (found.Summary, Assert.Single(found.Tests)));
    }

    [Theory]
    [InlineData("A_folder_uses_only_those_below_it", true)]
    [InlineData("When_a_child_fails_then_the_parent_goes_on", true)]
    [InlineData("KSAU_KS_and_KF_decide_in_that_order", true)]
    [InlineData("The_notice_of_KFs_meeting_is_up_no_later_than_15_May", true)]
    [InlineData("Å_Ä_and_Ö_come_last_and_case_does_not_matter", true)]
    [InlineData("When_a_child_fails_the_parent_goes_on", false)]
    [InlineData("Child_Fails_TheParentGoesOn", false)]
    [InlineData("WhenAChildFails_ThenTheParentGoesOn", false)]
    [InlineData("ChildFails", false)]
    [InlineData("a_child_fails", false)]
    public void A_name_that_is_no_sentence_is_seen(string name, bool isSentence) => Assert.Equal(isSentence, TestClass.IsSentence(name));
}
