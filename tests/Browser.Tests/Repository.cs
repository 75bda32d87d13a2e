namespace Arshjulet.Browser.Tests;

/// <summary>The checkout that the tests were built from: what npm put there is read from it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests must run from within the checkout: no Arshjulet.slnx above them."),
        _ when File.Exists(Path.Combine(folder.FullName, "Arshjulet.slnx")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
