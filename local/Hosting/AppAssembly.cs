using System.Reflection;
using System.Runtime.Loader;

namespace Arshjulet.Local.Hosting;

/// <summary>The app to run: an assembly with an entry point, and the directory that it was built or published into.</summary>
internal sealed record AppAssembly(Assembly Assembly)
{
    public string Directory => Path.GetDirectoryName(Assembly.Location)!;

    public string Name => Assembly.GetName().Name!;

    /// <summary>
    /// Loads an app from its assembly's path. What it refers to is found beside it, by its own list of dependencies; what this host has too is
    /// shared, so both must have been built on the same versions.
    /// </summary>
    /// <exception cref="StartRefusedException">There is no such app.</exception>
    public static AppAssembly Load(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            throw new StartRefusedException($"There is no app at {path}: build it first, and name its .dll with --app.");
        }

        var dependencies = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            dependencies.ResolveAssemblyToPath(name) is { } file ? context.LoadFromAssemblyPath(file) : null;
        Assembly assembly;
        try
        {
            assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException fault)
        {
            throw new StartRefusedException($"{path} is no app: name the app's .dll with --app.", fault);
        }

        return assembly.EntryPoint is null ? throw new StartRefusedException($"{path} has no entry point: it is no app.") : new AppAssembly(assembly);
    }
}
