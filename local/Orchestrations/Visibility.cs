using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Arshjulet.Local.Tests")]
