namespace Arshjulet.Local.Hosting;

/// <summary>Which format a data directory is in, so that one of another version is not misread.</summary>
internal static class StoreFormat
{
    private const string Current = "3: histories in the durable task protocol's messages, queues in AMQP";

    /// <exception cref="StartRefusedException">The directory was written in another format.</exception>
    public static void Claim(string directory)
    {
        var file = Path.Combine(directory, "format.txt");
        var found = File.Exists(file) ? File.ReadAllText(file).Trim()
            : Directory.Exists(Path.Combine(directory, "azurite")) || File.Exists(Path.Combine(directory, "clock.txt")) ? "1"
            : null;
        if (found is null)
        {
            File.WriteAllText(file, Current);
        }
        else if (found != Current)
        {
            throw new StartRefusedException(
                $"The data directory {directory} was written by another version of the local host; choose an empty one with --data, or remove it.");
        }
    }
}
