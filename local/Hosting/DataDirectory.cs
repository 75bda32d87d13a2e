namespace Arshjulet.Local.Hosting;

/// <summary>The directory of one running host. An open file keeps a second host out; the operating system closes it when this process ends.</summary>
internal sealed class DataDirectory : IAsyncDisposable
{
    private readonly FileStream _claim;

    private DataDirectory(string path, FileStream claim) => (Path, _claim) = (path, claim);

    public string Path { get; }

    /// <exception cref="StartRefusedException">Another host runs on the directory, or it cannot be written.</exception>
    public static DataDirectory Claim(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data directory {path} cannot be made: {fault.Message}", fault);
        }

        try
        {
            var file = System.IO.Path.Combine(path, "in-use");
            return new DataDirectory(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Another host is already running on {path}; stop it, or choose another directory with --data.", fault);
        }
    }

    public ValueTask DisposeAsync() => _claim.DisposeAsync();
}
