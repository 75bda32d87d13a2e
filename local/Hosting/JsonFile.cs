using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Hosting;

/// <summary>The files that the Core Tools read too: JSON, with comments.</summary>
internal static class JsonFile
{
    /// <summary>What is read of a file; one that is missing is empty.</summary>
    /// <exception cref="StartRefusedException">The file is not JSON, or a value in it cannot be read.</exception>
    public static T Read<T>(string path, Func<IConfiguration, T> read)
    {
        try
        {
            return read(new ConfigurationBuilder().AddJsonFile(path, optional: true).Build());
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or ArgumentException)
        {
            throw new StartRefusedException($"{path} cannot be read: {(fault is InvalidDataException ? fault.GetBaseException() : fault).Message}", fault);
        }
    }
}
